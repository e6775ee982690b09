package callflux.gateway.call;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.ItemCreate;
import callflux.codec.realtime.ClientEvent.ResponseCancel;
import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.ClientEvent.SessionUpdate;
import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
/// What functions came to is told to the server at once, and asked to be answered when nobody
/// speaks and no answer is coming by itself, unless one has taken it in by then.
///
/// A goodbye is the last request there is. Whatever is being answered is cancelled for it, and it
/// waits until the server has said that it answers nothing by itself any more: so the next answer
/// to begin is the goodbye, and nobody else's.
///
/// Keeps state from event to event: one to a call.
final class ResponseQueue {
  /// The code of the error that says another answer is in progress.
  static final String BUSY = "conversation_already_has_active_response";

  /// Names the request that the server should answer nothing by itself any more.
  static final String HUSH = "hush";

  /// Names every request.
  static final String ID = "response";

  private final boolean answersBySelf;
  private final Farewell farewell;
  private final Set<String> active = new LinkedHashSet<>();
  private @Nullable ResponseCreate waiting;
  private @Nullable ResponseCreate onItsWay;
  private @Nullable ResponseCreate goodbye;
  private boolean orphaned;

  private final Results results = new Results();
  private boolean callerSpeaks;

  /// Whether the server has still to answer what the caller has said.
  private boolean answerComes;

  /// @param answersBySelf whether the server answers when the caller stops speaking
  /// @param farewell is told how far a goodbye has got
  ResponseQueue(boolean answersBySelf, Farewell farewell) {
    this.answersBySelf = answersBySelf;
    this.farewell = farewell;
  }

  /// Asks for an answer.
  ///
  /// @param instructions for this answer alone; absent keeps the session's
  List<ClientEvent> ask(@Nullable String instructions) {
    if (isLeaving()) {
      return List.of();
    }
    waiting = new ResponseCreate(ID, instructions);
    return next();
  }

  /// Adds what a function came to, and asks for an answer once that of the whole response is there.
  List<ClientEvent> told(Toolbox.Outcome outcome) {
    results.sent(outcome.output().callId(), outcome.last());
    var events = new ArrayList<ClientEvent>();
    events.add(new ItemCreate("output", null, outcome.output()));
    events.addAll(next());
    return events;
  }

  /// The server should have begun to answer the caller, and has not.
  List<ClientEvent> overdue() {
    answerComes = false;
    return next();
  }

  /// Asks for the last answer.
  ///
  /// @param hush has the server answer nothing by itself; named [#HUSH]
  List<ClientEvent> leave(SessionUpdate hush, ResponseCreate last) {
    if (isLeaving()) {
      return List.of();
    }
    farewell.order();
    goodbye = last;
    waiting = null;
    orphaned = onItsWay != null;
    var events = new ArrayList<ClientEvent>();
    active.forEach(response -> events.add(cancel(response)));
    events.add(hush);
    return events;
  }

  /// Whether the goodbye has been asked for: nothing else may be.
  boolean isLeaving() {
    return goodbye != null;
  }

  List<ClientEvent> on(ServerEvent event) {
    return switch (event) {
      case ServerEvent.ResponseCreated created when !created.outOfBand() -> begun(created);
      case ServerEvent.ResponseDone done -> {
        active.remove(done.responseId());
        yield next();
      }
      case ServerEvent.SessionUpdated _ when isLeaving() -> hushed();
      case ServerEvent.Error error when HUSH.equals(error.eventId()) -> hushed();
      case ServerEvent.SpeechStarted _ when !isLeaving() -> {
        orphaned = onItsWay != null;
        waiting = answersBySelf ? null : waiting;
        callerSpeaks = true;
        yield List.of();
      }
      case ServerEvent.SpeechStopped _ -> {
        callerSpeaks = false;
        answerComes = answersBySelf;
        yield next();
      }
      case ServerEvent.InputAudioCommitted _ -> {
        callerSpeaks = false;
        yield next();
      }
      case ServerEvent.ItemAdded(_, Item.FunctionCallOutput(_, var callId, _)) -> {
        results.joined(callId);
        yield List.of();
      }
      case ServerEvent.Error error when ID.equals(error.eventId()) -> refused(error);
      default -> List.of();
    };
  }

  private List<ClientEvent> begun(ServerEvent.ResponseCreated created) {
    active.add(created.responseId());
    boolean unwanted = orphaned || (isLeaving() && onItsWay == null);
    if (!unwanted) {
      results.begun(onItsWay != null);
      answerComes = false;
    }
    onItsWay = null;
    orphaned = false;
    return unwanted ? List.of(cancel(created.responseId())) : List.of();
  }

  private List<ClientEvent> hushed() {
    if (farewell.isAsked()) {
      return List.of();
    }
    waiting = goodbye;
    return next();
  }

  private List<ClientEvent> refused(ServerEvent.Error error) {
    if (BUSY.equals(error.code()) && onItsWay == null) {
      results.mistaken();
    } else if (BUSY.equals(error.code()) && waiting == null && !orphaned) {
      waiting = onItsWay;
    }
    onItsWay = null;
    orphaned = false;
    return List.of();
  }

  private List<ClientEvent> next() {
    if (onItsWay != null || !active.isEmpty()) {
      return List.of();
    }
    if (waiting == null && results.areOwed() && !callerSpeaks && !answerComes && !isLeaving()) {
      waiting = new ResponseCreate(ID, null);
    }
    if (waiting == null) {
      return List.of();
    }
    onItsWay = waiting;
    waiting = null;
    if (isLeaving()) {
      farewell.ask();
    }
    return List.of(onItsWay);
  }

  private static ClientEvent cancel(String responseId) {
    return new ResponseCancel("cancel", responseId);
  }
}
