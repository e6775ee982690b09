package callflux.gateway.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.archive.Sealer;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Analyses, written and read. What was found is sealed, but for the two figures.
final class Analyses {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String LAST =
      "select attempt, at, analyst, sentiment, lead_score, cost_micros, failure, findings"
          + " from analysis where call_sid = $1 order by attempt desc limit 1";

  private final Sealer sealer;
  private final Insert insert =
      new Insert(
          "analysis",
          List.of(
              "call_sid",
              "attempt",
              "at",
              "analyst",
              "sentiment",
              "lead_score",
              "cost_micros",
              "failure",
              "findings"),
          UnaryOperator.identity());

  Analyses(Sealer sealer) {
    this.sealer = sealer;
  }

  /// Writes one.
  ///
  /// @return how many there were not yet
  Mono<Long> write(Connection connection, Analysis analysis) {
    return insert.rows(connection, List.of(analysis), this::values);
  }

  /// The last one of a call, or nothing.
  Mono<Analysis> last(Connection connection, String callSid) {
    return Statements.ask(
            connection, LAST, new Values().name(callSid), row -> analysis(callSid, row))
        .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
  }

  private void values(Analysis analysis, Values values) {
    var findings = analysis.findings();
    values
        .name(analysis.callSid())
        .number(analysis.attempt())
        .instant(analysis.at())
        .text(analysis.analyst())
        .number(findings == null ? null : Double.valueOf(findings.sentiment()))
        .number(findings == null ? null : Integer.valueOf(findings.leadScore()))
        .number(analysis.costMicros())
        .text(analysis.failure())
        .bytes(findings == null ? null : sealed(findings, analysis.callSid(), analysis.attempt()));
  }

  private Analysis analysis(String callSid, Readable row) {
    int attempt = requireNonNull(row.get(0, Integer.class));
    return new Analysis(
        callSid,
        attempt,
        requireNonNull(row.get(1, OffsetDateTime.class)).toInstant(),
        requireNonNull(row.get(2, String.class)),
        findings(row, callSid, attempt),
        row.get(6, String.class),
        requireNonNull(row.get(5, Long.class)));
  }

  private byte[] sealed(Findings findings, String callSid, int attempt) {
    var node =
        JSON.createObjectNode()
            .put("summary", findings.summary())
            .put("outcome", findings.outcome());
    var topics = node.putArray("topics");
    findings.topics().forEach(topics::add);
    var followUps = node.putArray("follow_ups");
    findings.followUps().forEach(followUps::add);
    return sealer.seal(JSON.writeValueAsBytes(node), place(callSid, attempt));
  }

  private @Nullable Findings findings(Readable row, String callSid, int attempt) {
    byte[] sealed = row.get(7, byte[].class);
    if (sealed == null) {
      return null;
    }
    try {
      var node = JSON.readTree(new String(sealer.open(sealed, place(callSid, attempt)), UTF_8));
      return new Findings(
          node.required("summary").stringValue(),
          node.required("outcome").stringValue(),
          requireNonNull(row.get(3, Double.class)),
          requireNonNull(row.get(4, Integer.class)),
          texts(node.required("topics")),
          texts(node.required("follow_ups")));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("is no analysis of ours", e);
    }
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  private static String place(String callSid, int attempt) {
    return callSid + " analysis " + attempt;
  }
}
