package callflux.gateway.call;

import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.call.Line.AnswerBegan;
import callflux.gateway.call.Line.CallerSpoke;
import callflux.gateway.call.Line.Played;
import callflux.gateway.call.Line.Speech;
import callflux.gateway.call.Line.SpeechEnd;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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

  private static final List<Outbound> CLEAR = List.of(new Outbound.Clear());

  private final Tally tally;
  private final Deque<Line> waiting = new ArrayDeque<>();
  private int heard;
  private int sent;
  private int marked;
  private int received;
  private int secondsWithoutMark;

  /// An answer whose first frame is awaited.
  private @Nullable AnswerBegan begun;

  Playout(Tally tally) {
    this.tally = tally;
  }

  /// What may go to the caller now.
  List<Outbound> on(Line line) {
    return switch (line) {
      case Speech speech -> say(speech);
      case SpeechEnd end -> say(end);
      case Played played -> hear(played);
      case Line.Second _ -> second();
      case AnswerBegan began -> await(began);
      case CallerSpoke spoke -> spoke.bargeIn() ? clear(spoke) : List.of();
      case Line.CallerPaused _, Line.GoodbyeSaid _, Line.GoodbyeHeard _ -> List.of();
    };
  }

  private List<Outbound> clear(CallerSpoke spoke) {
    tally.accept(new CallEvent.Cleared(tally.since(spoke.readAt())));
    return CLEAR;
  }

  /// One that has to wait until more was heard of the last one can't tell how fast the gateway is.
  private List<Outbound> await(AnswerBegan began) {
    begun = waiting.isEmpty() ? began : null;
    return List.of();
  }

  private List<Outbound> say(Speech speech) {
    received = speech.endsAt();
    if (received - heard > WAITING_MILLIS) {
      tally.accept(new CallEvent.SpeechOverflowed(speech.frame().millis()));
      return List.of();
    }
    if (waiting.isEmpty() && mayGo(speech)) {
      return out(speech);
    }
    waiting.add(speech);
    return List.of();
  }

  private List<Outbound> say(SpeechEnd end) {
    if (waiting.isEmpty()) {
      return out(end);
    }
    waiting.add(end);
    return List.of();
  }

  private List<Outbound> hear(Played played) {
    heard = Math.max(heard, Math.min(played.upTo(), sent));
    secondsWithoutMark = 0;
    return release();
  }

  private List<Outbound> second() {
    if (waiting.isEmpty() || ++secondsWithoutMark <= PATIENCE_SECONDS) {
      return List.of();
    }
    tally.accept(new CallEvent.MarksOverdue());
    heard = Math.min(heard + 1_000, sent);
    return release();
  }

  private List<Outbound> release() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    var released = new ArrayList<Outbound>();
    while (!waiting.isEmpty()) {
      switch (waiting.getFirst()) {
        case Speech speech when mayGo(speech) -> released.addAll(out(speech));
        case SpeechEnd end -> released.addAll(out(end));
        default -> {
          return released;
        }
      }
      waiting.removeFirst();
    }
    return released;
  }

  private boolean mayGo(Speech speech) {
    return speech.endsAt() - heard <= AHEAD_MILLIS;
  }

  private List<Outbound> out(Speech speech) {
    tally.frameOut();
    if (begun != null) {
      tell(begun);
    }
    sent = speech.endsAt();
    var media = new Outbound.Media(speech.frame());
    return sent - marked < MARK_MILLIS ? List.of(media) : List.of(media, mark(speech.turn(), sent));
  }

  private void tell(AnswerBegan began) {
    begun = null;
    var pausedAt = began.pausedAt();
    tally.accept(
        new CallEvent.AnswerBegan(
            tally.since(began.readAt()), pausedAt == null ? null : tally.since(pausedAt)));
  }

  private List<Outbound> out(SpeechEnd end) {
    return sent > marked ? List.of(mark(end.turn(), sent)) : List.of();
  }

  private Outbound mark(int turn, int endsAt) {
    marked = endsAt;
    return new Outbound.Mark(Playback.markName(turn, endsAt));
  }
}
