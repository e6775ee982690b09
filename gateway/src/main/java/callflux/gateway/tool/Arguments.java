package callflux.gateway.tool;

import callflux.gateway.agent.Parameters;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a model calls a function with: text that may be anything, until it was looked at.
///
/// @param fault what is wrong with it and where, for the model; empty if nothing is
/// @param json an object that the function's schema allows; an empty one if something is wrong
record Arguments(Optional<String> fault, JsonNode json) {
  private static final int MOST_CHARACTERS = 64 * 1024;
  private static final int MOST_DEPTH = 32;
  private static final int MOST_DIGITS = 64;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxNumberLength(MOST_DIGITS)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// Looks at it.
  ///
  /// @param text as the model wrote it; nothing at all is an empty object
  static Arguments read(String text, Parameters parameters) {
    if (text.length() > MOST_CHARACTERS) {
      return wrong("longer than " + MOST_CHARACTERS + " characters");
    }
    try {
      var json = text.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(text);
      return parameters.fault(json).map(Arguments::wrong).orElseGet(() -> right(json));
    } catch (JacksonException e) {
      return wrong("no JSON object, or nested too deeply: " + e.getOriginalMessage());
    }
  }

  private static Arguments right(JsonNode json) {
    return new Arguments(Optional.empty(), json);
  }

  private static Arguments wrong(String how) {
    return new Arguments(
        Optional.of(how.length() <= 300 ? how : how.substring(0, 300)), MAPPER.createObjectNode());
  }

  /// Never the values.
  @Override
  public String toString() {
    return fault.isEmpty() ? "arguments" : "bad arguments";
  }
}
