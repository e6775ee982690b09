package callflux.gateway.ops;

import callflux.gateway.call.CallEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What may be shown of an event: its name, figures and code words, each chosen here.
final class EventFigures {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final double NANOS_A_MILLI = 1e6;

  private EventFigures() {}

  /// The event's name: `caller_spoke`.
  static String name(CallEvent event) {
    return HUMP.matcher(event.getClass().getSimpleName()).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  static void put(CallEvent event, ObjectNode node) {
    switch (event) {
      case CallEvent.SetUp setUp -> {
        millis(node, "to_stream_ms", setUp.toStream());
        millis(node, "to_session_ms", setUp.toSession());
      }
      case CallEvent.FirstAudio first -> millis(node, "ms", first.time());
      case CallEvent.CallerSpoke spoke ->
          node.put("barge_in", spoke.bargeIn()).put("truncated", spoke.truncated());
      case CallEvent.Cleared cleared -> millis(node, "ms", cleared.time());
      case CallEvent.AnswerBegan began -> {
        millis(node, "share_ms", began.share());
        millis(node, "voice_to_voice_ms", began.voiceToVoice());
      }
      case CallEvent.ResponseEnded ended -> ended(ended, node);
      case CallEvent.ErrorReported error -> node.put("code", Codes.plain(error.code()));
      case CallEvent.DeadAir dead -> node.put("seconds", dead.seconds());
      case CallEvent.LateAudioDropped late -> node.put("millis", late.millis());
      case CallEvent.SpeechOverflowed overflow -> node.put("millis", overflow.millis());
      case CallEvent.GapPadded gap -> node.put("millis", gap.millis());
      case CallEvent.CallerAudioDropped dropped -> node.put("millis", dropped.millis());
      case CallEvent.KeysPressed keys -> node.put("count", keys.count());
      case CallEvent.ToolCalled called -> node.put("tool", called.tool());
      case CallEvent.ToolAnswered answered -> {
        node.put("tool", answered.tool()).put("result", answered.result().label());
        millis(node, "ms", answered.took());
      }
      case CallEvent.Ending ending -> node.put("reason", ending.termination().label());
      case CallEvent.SessionReady _,
          CallEvent.CallerPaused _,
          CallEvent.SpeechBegan _,
          CallEvent.SpeechHeard _,
          CallEvent.MarksOverdue _ -> {
        // Its name says it all.
      }
    }
  }

  private static void ended(CallEvent.ResponseEnded ended, ObjectNode node) {
    node.put("status", ended.status().name().toLowerCase(Locale.ROOT));
    if (ended.reason() != null) {
      node.put("reason", Codes.plain(ended.reason()));
    }
    node.put("input_tokens", ended.usage().inputTokens());
    node.put("output_tokens", ended.usage().outputTokens());
  }

  private static void millis(ObjectNode node, String key, @Nullable Duration time) {
    if (time != null) {
      node.put(key, time.toNanos() / NANOS_A_MILLI);
    }
  }
}
