package callflux.gateway.analysis;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.Entry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// All of a call as JSON, for those who keep it elsewhere.
final class CallJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int DECIMALS = 6;
  private static final String KIND = "kind";
  private static final String TURN = "turn";

  private CallJson() {}

  static ObjectNode of(CallFile call) {
    var node = JSON.createObjectNode().put("sid", call.callSid());
    var start = call.entries().isEmpty() ? Instant.EPOCH : call.entries().getFirst().at();
    var entries = JSON.createArrayNode();
    for (var entry : call.entries()) {
      var since = Duration.between(start, entry.at());
      switch (entry.content()) {
        case Began began -> began(node, entry, began);
        case Ended ended -> node.set("end", ended(since, ended));
        default -> entries.add(entry(since, entry));
      }
    }
    node.set("entries", entries);
    var analysis = call.analysis();
    if (analysis != null) {
      node.set("analysis", analysis(analysis));
    }
    return node;
  }

  private static void began(ObjectNode node, Entry entry, Began began) {
    node.put("began", entry.at().toString())
        .put("number", began.number())
        .put("agent", began.agent())
        .put("prompt", began.prompt())
        .put("from", began.maskedCaller())
        .put("caller", began.caller())
        .put("instance", began.instance());
  }

  private static ObjectNode ended(Duration since, Ended ended) {
    var termination = ended.termination();
    var summary = ended.summary();
    return at(since)
        .put("reason", termination == null ? "unknown" : termination.label())
        .put("length_ms", summary.length().toMillis())
        .put("turns", summary.turns())
        .put("barge_ins", summary.bargeIns())
        .put("responses", summary.responses())
        .put("cost_usd", usd(ended.costMicros()));
  }

  private static ObjectNode entry(Duration since, Entry entry) {
    var node = at(since);
    return switch (entry.content()) {
      case CallerSpoke(_, var words) ->
          node.put(KIND, TURN).put("speaker", "caller").put("words", words);
      case AgentSpoke(_, var heard, var unheard) ->
          node.put(KIND, TURN).put("speaker", "agent").put("heard", heard).put("unheard", unheard);
      case ToolRan tool ->
          node.put(KIND, "tool")
              .put("name", tool.name())
              .put("arguments", tool.arguments())
              .put("output", tool.output())
              .put("failed", tool.failed())
              .put("ms", tool.took().toMillis());
      case Pressed(var digits) -> node.put(KIND, "keys").put("digits", digits);
      case Gap(_, var cause) ->
          node.put(KIND, "gap").put("cause", cause.name().toLowerCase(Locale.ROOT));
      case Interrupted _ -> node.put(KIND, "interruption");
      case Began _, Ended _ -> throw new IllegalArgumentException("is no part between the two");
    };
  }

  private static ObjectNode analysis(Analysis analysis) {
    var node =
        JSON.createObjectNode()
            .put("attempt", analysis.attempt())
            .put("at", analysis.at().toString())
            .put("analyst", analysis.analyst())
            .put("cost_usd", usd(analysis.costMicros()));
    var findings = analysis.findings();
    if (findings == null) {
      return node.put("failure", analysis.failure());
    }
    node.put("summary", findings.summary())
        .put("outcome", findings.outcome())
        .put("sentiment", findings.sentiment())
        .put("lead_score", findings.leadScore());
    findings.topics().forEach(node.putArray("topics")::add);
    findings.followUps().forEach(node.putArray("follow_ups")::add);
    return node;
  }

  private static ObjectNode at(Duration since) {
    return JSON.createObjectNode().put("at_ms", since.toMillis());
  }

  private static BigDecimal usd(long micros) {
    return BigDecimal.valueOf(micros, DECIMALS);
  }
}
