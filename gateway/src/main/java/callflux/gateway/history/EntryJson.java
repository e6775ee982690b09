package callflux.gateway.history;

import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// What happened in a call as JSON.
final class EntryJson {
  private static final String KIND = "kind";
  private static final String TURN = "turn";

  private EntryJson() {}

  /// Something that happened.
  ///
  /// @param since the call's start
  static void put(Entry entry, Duration since, ObjectNode node) {
    node.put("at_ms", since.toMillis());
    switch (entry.content()) {
      case CallerSpoke(_, var words) ->
          node.put(KIND, TURN).put("speaker", "caller").put("words", words);
      case AgentSpoke(_, var heard, var unheard) ->
          node.put(KIND, TURN).put("speaker", "agent").put("heard", heard).put("unheard", unheard);
      case ToolRan tool -> put(tool, node);
      case Pressed(var digits) -> node.put(KIND, "keys").put("digits", digits);
      case Interrupted _ -> node.put(KIND, "interruption");
      case Gap(_, var cause) ->
          node.put(KIND, "gap").put("cause", cause.name().toLowerCase(Locale.ROOT));
      case Began _, Ended _ -> throw new IllegalArgumentException("is not told as an entry");
    }
  }

  private static void put(ToolRan tool, ObjectNode node) {
    node.put(KIND, "tool")
        .put("name", tool.name())
        .put("arguments", tool.arguments())
        .put("output", tool.output())
        .put("failed", tool.failed())
        .put("ms", tool.took().toMillis());
  }

  /// How it ended.
  static void put(Course.End end, ObjectNode node) {
    var ended = end.ended();
    var termination = ended.termination();
    var summary = ended.summary();
    node.put("at_ms", end.at().toMillis())
        .put("reason", termination == null ? "unknown" : termination.label())
        .put("length_ms", summary.length().toMillis())
        .put("turns", summary.turns())
        .put("barge_ins", summary.bargeIns())
        .put("responses", summary.responses())
        .put("frames_in", summary.framesIn())
        .put("frames_out", summary.framesOut())
        .put("cost_usd", Told.usd(ended.costMicros()));
    put(ended.tokens(), node.putObject("tokens"));
    put(ended.timings(), node.putObject("timings"));
  }

  private static void put(TokenCount tokens, ObjectNode node) {
    node.put("text_in", tokens.textIn())
        .put("cached_in", tokens.cachedIn())
        .put("audio_in", tokens.audioIn())
        .put("text_out", tokens.textOut())
        .put("audio_out", tokens.audioOut());
  }

  private static void put(Timings timings, ObjectNode node) {
    node.put("set_up_ms", HistoryJson.millis(timings.setUp()))
        .put("first_audio_ms", HistoryJson.millis(timings.firstAudio()))
        .put("voice_to_voice_ms", HistoryJson.millis(timings.voiceToVoice()))
        .put("slowest_voice_to_voice_ms", HistoryJson.millis(timings.slowestVoiceToVoice()))
        .put("slowest_clear_ms", HistoryJson.millis(timings.slowestClear()));
  }
}
