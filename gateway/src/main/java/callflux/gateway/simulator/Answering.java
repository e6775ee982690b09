package callflux.gateway.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The responses of a session: one at a time in the conversation, any number out of band.
final class Answering {
  private final SessionContext context;
  private final Conversation conversation;
  private final ResponseRun.Ending ending;
  private final Map<String, ResponseRun> outOfBand = new LinkedHashMap<>();
  private @Nullable ResponseRun active;
  private int responses;
  private int interruptions;
  private boolean spoken;

  /// Responses to come.
  ///
  /// @param ending told when a response of the conversation has ended
  Answering(SessionContext context, Conversation conversation, ResponseRun.Ending ending) {
    this.context = context;
    this.conversation = conversation;
    this.ending = ending;
  }

  /// Whether the model has been heard, or will be.
  boolean spoken() {
    return spoken;
  }

  /// `response.create`, or the server's own doing.
  ///
  /// @param asked the `response` of the event, or an empty object
  /// @param callerTurns so far
  void create(Settings settings, JsonNode asked, int callerTurns) {
    ResponseHead head = ResponseHead.of(context.wire().id("resp"), conversation, settings, asked);
    ResponseRun current = active;
    if (current != null && !head.outOfBand()) {
      throw new Refused(
          "conversation_already_has_active_response",
          "Conversation already has an active response in progress: "
              + current.id()
              + ". Wait until the response is finished before creating a new one.",
          null);
    }
    var run = new ResponseRun(context, conversation, head, this::ended);
    if (head.outOfBand()) {
      outOfBand.put(head.id(), run);
    } else {
      active = run;
    }
    spoken |= head.spoken();
    var turn =
        new Brain.Turn(
            callerTurns,
            responses++,
            head.instructions(),
            settings.toolNames(),
            conversation.takeToolOutputs());
    run.start(context.mind().answer(turn));
  }

  private void ended(ResponseRun run, long audioMillis) {
    if (outOfBand.remove(run.id()) == null) {
      active = null;
      ending.ended(run, audioMillis);
    }
  }

  /// `response.cancel`
  void cancel(JsonNode event) {
    JsonNode id = event.path("response_id");
    ResponseRun run = active;
    if (id.isString() && (run == null || !run.id().equals(id.stringValue()))) {
      run = outOfBand.get(id.stringValue());
    }
    if (run == null) {
      throw new Refused(
          "response_cancel_not_active", "Cancellation failed: no active response found", null);
    }
    run.cancel("client_cancelled", 0);
  }

  /// The caller speaks while the model is being generated: one to three pieces are on their way.
  void interrupt() {
    ResponseRun run = active;
    if (run != null) {
      run.cancel("turn_detected", 1 + interruptions++ % 3);
    }
  }

  boolean active() {
    return active != null;
  }

  /// Stops all of them, because nobody is there any more.
  void abandon() {
    ResponseRun run = active;
    if (run != null) {
      run.abandon();
    }
    outOfBand.values().forEach(ResponseRun::abandon);
  }
}
