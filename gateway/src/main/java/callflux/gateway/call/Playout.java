package callflux.gateway.call;

import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.call.Line.AnswerBegan;
import callflux.gateway.call.Line.CallerSpoke;
import callflux.gateway.call.Line.Played;
import callflux.gateway.call.Line.Speech;
import callflux.gateway.call.Line.SpeechEnd;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One turn of speech on its way to the caller: at most so much ahead of what was heard, with marks
/// that tell how much was.
///
/// Marks are demand: one that comes back lets more speech go, so that it waits here, where a
/// barge-in drops it, and not in Twilio's buffer, whose size nobody tells. If marks stay away, time
/// stands in for them. One to a turn: to drop the turn is to drop it.
final class Playout {
  /// Speech may be sent so far ahead of what was heard.
  static final int AHEAD_MILLIS = 5_000;

  /// More than a model may say in one turn (4,096 output tokens are some 200 s); what a server
  /// sends beyond it is dropped. Its socket is read on, because the caller's next word is in there
  /// too.
  static final int WAITING_MILLIS = 300_000;

  /// One mark a tenth of a second is enough, however short the deltas.
  private static final int MARK_MILLIS = 100;

  /// Marks may be this late before time stands in for them.
  private static final int PATIENCE_SECONDS = 2;

  private static final Outbound CLEAR = new Outbound.Clear();

  private final Tally tally;
  private final Deque<Line> waiting = new ArrayDeque<>();
  private int heard;
  private int sent;
  private int marked;
  private int secondsWithoutMark;

  /// An answer whose first frame is awaited.
  private @Nullable AnswerBegan begun;

  Playout(Tally tally) {
    this.tally = tally;
  }

  /// @param caller is told what may go to them now
  void on(Line line, Consumer<Outbound> caller) {
    switch (line) {
      case Speech speech -> say(speech, caller);
      case SpeechEnd end -> put(end, caller);
      case Played played -> hear(played, caller);
      case Line.Second _ -> second(caller);
      case AnswerBegan began -> await(began);
      case CallerSpoke spoke -> clear(spoke, caller);
      case Line.CallerPaused _, Line.GoodbyeSaid _, Line.GoodbyeHeard _, Line.Remark _ -> {
        // Nothing to be played.
      }
    }
  }

  private void clear(CallerSpoke spoke, Consumer<Outbound> caller) {
    if (spoke.bargeIn()) {
      tally.accept(new CallEvent.Cleared(tally.since(spoke.readAt())));
      caller.accept(CLEAR);
    }
  }

  /// One that has to wait until more was heard of the last one can't tell how fast the gateway is.
  private void await(AnswerBegan began) {
    begun = waiting.isEmpty() ? began : null;
  }

  private void say(Speech speech, Consumer<Outbound> caller) {
    if (speech.endsAt() - heard > WAITING_MILLIS) {
      tally.accept(new CallEvent.SpeechOverflowed(speech.frame().millis()));
    } else {
      put(speech, caller);
    }
  }

  private void put(Line said, Consumer<Outbound> caller) {
    if (waiting.isEmpty() && mayGo(said)) {
      send(said, caller);
    } else {
      waiting.add(said);
    }
  }

  private void hear(Played played, Consumer<Outbound> caller) {
    heard = Math.max(heard, Math.min(played.upTo(), sent));
    secondsWithoutMark = 0;
    release(caller);
  }

  private void second(Consumer<Outbound> caller) {
    if (!waiting.isEmpty() && ++secondsWithoutMark > PATIENCE_SECONDS) {
      tally.accept(new CallEvent.MarksOverdue());
      heard = Math.min(heard + 1_000, sent);
      release(caller);
    }
  }

  private void release(Consumer<Outbound> caller) {
    for (var next = waiting.peek(); next != null && mayGo(next); next = waiting.peek()) {
      waiting.remove();
      send(next, caller);
    }
  }

  private boolean mayGo(Line said) {
    return !(said instanceof Speech speech) || speech.endsAt() - heard <= AHEAD_MILLIS;
  }

  private void send(Line said, Consumer<Outbound> caller) {
    if (said instanceof Speech speech) {
      send(speech, caller);
    } else if (said instanceof SpeechEnd end && sent > marked) {
      mark(end.turn(), caller);
    }
  }

  private void send(Speech speech, Consumer<Outbound> caller) {
    tally.frameOut();
    if (begun != null) {
      tell(begun);
    }
    sent = speech.endsAt();
    caller.accept(new Outbound.Media(speech.frame()));
    if (sent - marked >= MARK_MILLIS) {
      mark(speech.turn(), caller);
    }
  }

  /// Behind all that was sent.
  private void mark(int turn, Consumer<Outbound> caller) {
    marked = sent;
    caller.accept(new Outbound.Mark(Playback.markName(turn, sent)));
  }

  private void tell(AnswerBegan began) {
    begun = null;
    var pausedAt = began.pausedAt();
    tally.accept(
        new CallEvent.AnswerBegan(
            tally.since(began.readAt()), pausedAt == null ? null : tally.since(pausedAt)));
  }
}
