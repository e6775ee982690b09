package callflux.gateway.call;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.ResponseCancel;
import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.ServerEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one writer of `response.create`: a session answers one thing at a time, so a request waits
/// until the answer in progress is done. Requests that wait become one.
///
/// A request that waits when the caller speaks is dropped, since the answer to what they say will
/// take in everything before it; one that is on its way then is cancelled as soon as the server
/// names it, because until then there is nothing to cancel.
///
/// Keeps state from event to event: one to a call.
final class ResponseQueue {
  /// The code of the error that says another answer is in progress.
  static final String BUSY = "conversation_already_has_active_response";

  private static final String ID = "response";

  private final boolean answersBySelf;
  private final Set<String> active = new HashSet<>();
  private @Nullable ResponseCreate waiting;
  private @Nullable ResponseCreate onItsWay;
  private boolean orphaned;

  /// @param answersBySelf whether the server answers when the caller stops speaking
  ResponseQueue(boolean answersBySelf) {
    this.answersBySelf = answersBySelf;
  }

  /// Asks for an answer.
  ///
  /// @param instructions for this answer alone; absent keeps the session's
  List<ClientEvent> ask(@Nullable String instructions) {
    waiting = new ResponseCreate(ID, instructions);
    return next();
  }

  List<ClientEvent> on(ServerEvent event) {
    return switch (event) {
      case ServerEvent.ResponseCreated created when !created.outOfBand() -> begun(created);
      case ServerEvent.ResponseDone done -> {
        active.remove(done.responseId());
        yield next();
      }
      case ServerEvent.SpeechStarted _ -> {
        orphaned = onItsWay != null;
        waiting = answersBySelf ? null : waiting;
        yield List.of();
      }
      case ServerEvent.Error error when ID.equals(error.eventId()) -> refused(error);
      default -> List.of();
    };
  }

  private List<ClientEvent> begun(ServerEvent.ResponseCreated created) {
    active.add(created.responseId());
    onItsWay = null;
    if (!orphaned) {
      return List.of();
    }
    orphaned = false;
    return List.of(new ResponseCancel("cancel", created.responseId()));
  }

  private List<ClientEvent> refused(ServerEvent.Error error) {
    if (BUSY.equals(error.code()) && waiting == null && !orphaned) {
      waiting = onItsWay;
    }
    onItsWay = null;
    orphaned = false;
    return List.of();
  }

  private List<ClientEvent> next() {
    if (waiting == null || onItsWay != null || !active.isEmpty()) {
      return List.of();
    }
    onItsWay = waiting;
    waiting = null;
    return List.of(onItsWay);
  }
}
