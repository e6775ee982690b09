package callflux.gateway.softphone;

import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Said;
import callflux.gateway.call.Termination;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a page is told, as JSON: the kind of it under `type`, times in milliseconds.
final class FeedText {
  private static final JsonMapper JSON = JsonMapper.shared();

  private FeedText() {}

  /// The call has come so far.
  static ObjectNode state(String state) {
    return event("state").put("state", state);
  }

  static ObjectNode ended(Termination termination, CallSummary summary) {
    return event("ended")
        .put("reason", termination.label())
        .put("result", termination.result().label())
        .put("ms", summary.length().toMillis());
  }

  /// What happened, if a page shows it.
  static Optional<ObjectNode> of(CallEvent happened) {
    return Optional.ofNullable(
        switch (happened) {
          case CallEvent.SessionReady _ -> state("ready");
          case CallEvent.CallerSpoke(var bargeIn, _) ->
              event("caller_spoke").put("barge_in", bargeIn);
          case CallEvent.CallerPaused _ -> event("caller_paused");
          case CallEvent.Cleared(var time) -> event("cleared").put("ms", time.toMillis());
          case CallEvent.AnswerBegan(var share, var voiceToVoice) -> answer(share, voiceToVoice);
          case CallEvent.SpeechBegan _ -> event("agent_speaks");
          case CallEvent.SpeechHeard _ -> event("agent_heard");
          default -> null;
        });
  }

  static ObjectNode of(Said said) {
    return switch (said) {
      case Said.Turn(var item, var after, var speaker, var at) ->
          event("turn")
              .put("item", item)
              .put("after", after)
              .put("speaker", speaker == Said.Speaker.CALLER ? "caller" : "agent")
              .put("at", at.toMillis());
      case Said.Words(var item, var more) -> event("words").put("item", item).put("more", more);
      case Said.Whole(var item, var text) -> event("whole").put("item", item).put("text", text);
      case Said.Unknown(var item) -> event("unknown").put("item", item);
      case Said.Heard(var item, var heard, var unheard) ->
          event("heard").put("item", item).put("heard", heard).put("unheard", unheard);
      case Said.ToolCalled(var id, var name, var arguments) ->
          event("tool").put("call", id).put("name", name).put("arguments", arguments);
      case Said.ToolAnswered(var id, var output, var failed, var took) ->
          event("tool_answer")
              .put("call", id)
              .put("output", output)
              .put("failed", failed)
              .put("ms", took.toMillis());
      case Said.Keys(var digits) -> event("keys").put("digits", digits);
    };
  }

  private static ObjectNode answer(Duration share, @Nullable Duration voiceToVoice) {
    var answer = event("answer").put("gateway_us", share.toNanos() / 1_000);
    return voiceToVoice == null ? answer : answer.put("ms", voiceToVoice.toMillis());
  }

  private static ObjectNode event(String type) {
    return JSON.createObjectNode().put("type", type);
  }
}
