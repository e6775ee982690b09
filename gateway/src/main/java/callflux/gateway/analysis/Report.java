package callflux.gateway.analysis;

import callflux.gateway.agent.Parameters;
import callflux.gateway.archive.Analysis.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a model is asked to write: the schema of it, and what is read of it.
final class Report {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final int MOST_SUMMARY = 2_000;
  private static final int MOST_LINE = 300;

  private static final TypeReference<LinkedHashMap<String, Object>> TREE = new TypeReference<>() {};

  /// In strict mode every key is required and no other is allowed; it knows ranges of numbers and
  /// lengths of lists, but no lengths of texts. The model writes in this order, so that it has read
  /// the call before it gives figures.
  static final Parameters SCHEMA =
      Parameters.of(
          JSON.readValue(
              """
              {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "summary", "outcome", "topics", "follow_ups", "sentiment", "lead_score"
                ],
                "properties": {
                  "summary": {
                    "type": "string",
                    "description": "What happened, in two or three sentences."
                  },
                  "outcome": {
                    "type": "string",
                    "description": "What came of the call, in a few words."
                  },
                  "topics": {
                    "type": "array",
                    "maxItems": 10,
                    "items": {"type": "string"},
                    "description": "What it was about: one to five, of one to three words."
                  },
                  "follow_ups": {
                    "type": "array",
                    "maxItems": 10,
                    "items": {"type": "string"},
                    "description": "What the company should do now, if anything."
                  },
                  "sentiment": {
                    "type": "number",
                    "minimum": -1,
                    "maximum": 1,
                    "description": "The caller's: -1.0 is the worst, 1.0 the best."
                  },
                  "lead_score": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 100,
                    "description": "How likely the caller is to buy or book."
                  }
                }
              }
              """,
              TREE));

  private Report() {}

  /// What was found; empty if the model did not write what it was asked for.
  static Optional<Findings> read(String text) {
    try {
      var node = JSON.readTree(text);
      return SCHEMA.fault(node).isPresent() ? Optional.empty() : Optional.of(findings(node));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Findings findings(JsonNode node) {
    return new Findings(
        cut(node.path("summary"), MOST_SUMMARY),
        cut(node.path("outcome"), MOST_LINE),
        node.path("sentiment").doubleValue(),
        (int) Math.round(node.path("lead_score").doubleValue()),
        cut(node.path("topics")),
        cut(node.path("follow_ups")));
  }

  private static List<String> cut(JsonNode texts) {
    return texts.valueStream().map(text -> cut(text, MOST_LINE)).toList();
  }

  private static String cut(JsonNode node, int most) {
    return Cut.at(node.asString(""), most);
  }
}
