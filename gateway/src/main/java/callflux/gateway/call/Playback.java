package callflux.gateway.call;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.ClientEvent.ItemTruncate;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.Line.CallerSpoke;
import callflux.gateway.call.Line.Played;
import callflux.gateway.call.Line.Speech;
import callflux.gateway.call.Line.SpeechEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What was heard of what was said.
///
/// Heard is what echoed marks of the current turn say, never what was sent: a model speaks faster
/// than anyone listens, and a cleared line returns every mark at once. When the caller speaks, each
/// item that was not heard to its end is to be truncated at what was heard of it; one that was is
/// left alone, because to truncate an item is to lose its words.
///
/// Keeps state from line to line: one to a call.
final class Playback {
  private final AudioFormat format;
  private final Transcript transcript;
  private final Consumer<CallEvent> told;
  private final List<Spoken> said = new ArrayList<>();
  private int turn;
  private int heard;

  private int quiet;
  private boolean callerSpeaks;
  private boolean leaving;

  /// Whether the caller waits for an answer of which nothing has come.
  private boolean owed;

  /// Whether something was put on the line that is still to be heard.
  private boolean speaks;

  /// @param greets whether the model is to speak first
  /// @param transcript is told of each item when it begins to sound, and when it is known how much
  ///   of it was heard
  Playback(AudioFormat format, boolean greets, Transcript transcript, Consumer<CallEvent> told) {
    this.format = format;
    this.owed = greets;
    this.transcript = transcript;
    this.told = told;
  }

  /// The same line, with what the caller's speech cuts filled in; absent for the echo of a mark
  /// from before the line was cleared, which tells nothing, and for what is nothing to be played.
  synchronized @Nullable Line on(Line line) {
    return switch (line) {
      case Speech speech -> say(speech);
      case SpeechEnd end -> finish(end);
      case Played played -> hear(played);
      case CallerSpoke spoke -> cut(spoke);
      case Line.AnswerBegan began -> began;
      case Line.CallerPaused paused -> pause(paused);
      case Line.Second _ -> second();
      case Line.GoodbyeSaid _ -> leave();
      case Line.GoodbyeHeard heard -> heard;
      case Line.Remark(var event) -> {
        transcript.on(event);
        yield null;
      }
    };
  }

  /// The call is over, which may be told on a thread that is not the line's: what was heard by now
  /// is all that ever will be.
  synchronized void end() {
    said.forEach(item -> transcript.heard(item, item.heard(heard)));
    transcript.end();
  }

  /// What a mark's echo tells; absent if the mark is not one of ours.
  static @Nullable Played played(Inbound.Mark mark) {
    var name = mark.name();
    int colon = name.indexOf(':');
    if (colon < 1 || colon > 9 || name.length() - colon > 10) {
      return null;
    }
    int turn = digits(name, 0, colon);
    int upTo = digits(name, colon + 1, name.length());
    return turn < 0 || upTo < 0 ? null : new Played(turn, upTo);
  }

  /// The name of the mark behind so much of a turn's speech.
  static String markName(int turn, int endsAt) {
    return turn + ":" + endsAt;
  }

  /// How much to keep of each item, in milliseconds: what was heard of it, never more than came.
  ///
  /// @param heard milliseconds of the turn's speech that were heard
  static List<ItemTruncate> truncations(List<Spoken> said, int heard) {
    var truncations = new ArrayList<ItemTruncate>();
    for (var item : said) {
      if (item.itemId() != null && !item.heardWhole(heard)) {
        truncations.add(
            new ItemTruncate("truncate", item.itemId(), item.contentIndex(), item.heard(heard)));
      }
    }
    return truncations;
  }

  private Line pause(Line.CallerPaused paused) {
    if (callerSpeaks) {
      callerSpeaks = false;
      told.accept(new CallEvent.CallerPaused());
    }
    owed = true;
    quiet = 0;
    return paused;
  }

  /// A caller who has not paused is still heard.
  private Line second() {
    quiet = callerSpeaks ? 0 : quiet + 1;
    if (owed && quiet > CallEvent.DeadAir.AFTER_SECONDS) {
      boolean begins = quiet == CallEvent.DeadAir.AFTER_SECONDS + 1;
      told.accept(new CallEvent.DeadAir(begins ? CallEvent.DeadAir.AFTER_SECONDS : 1, begins));
    }
    return new Line.Second(quiet);
  }

  private Line say(Speech speech) {
    quiet = 0;
    var last = said.isEmpty() ? null : said.getLast();
    if (last == null || !last.continues(speech)) {
      last =
          new Spoken(
              speech.itemId(), speech.contentIndex(), speech.endsAt() - speech.frame().millis());
      said.add(last);
      transcript.sounds(last);
      begin();
    }
    last.add(speech, format);
    return speech;
  }

  private void begin() {
    owed = false;
    if (!speaks) {
      speaks = true;
      told.accept(new CallEvent.SpeechBegan());
    }
  }

  private Line finish(SpeechEnd end) {
    quiet = 0;
    if (!said.isEmpty()) {
      said.getLast().finish();
      tellIfHeard(said.getLast());
    }
    return end;
  }

  private @Nullable Line hear(Played played) {
    if (played.turn() != turn) {
      return null;
    }
    quiet = 0;
    heard = Math.max(heard, Math.min(played.upTo(), put()));
    // The last one stays: more of it may come.
    while (said.size() > 1 && said.getFirst().heardWhole(heard)) {
      tellIfHeard(said.removeFirst());
    }
    if (!said.isEmpty()) {
      tellIfHeard(said.getLast());
    }
    if (speaks && said.getLast().heardWhole(heard)) {
      speaks = false;
      told.accept(new CallEvent.SpeechHeard());
    }
    // Then nothing waits to be played, so that nobody needs to know of the mark.
    return leaving && heard >= put() ? new Line.GoodbyeHeard() : played;
  }

  private void tellIfHeard(Spoken item) {
    if (item.heardWhole(heard)) {
      transcript.heard(item, item.receivedMillis());
    }
  }

  private Line leave() {
    leaving = true;
    return heard >= put() ? new Line.GoodbyeHeard() : new Line.GoodbyeSaid(put() - heard);
  }

  private int put() {
    return said.isEmpty() ? 0 : said.getLast().endsAt();
  }

  private Line cut(CallerSpoke spoke) {
    boolean bargeIn = said.stream().anyMatch(item -> !item.heardWhole(heard));
    var truncations = truncations(said, heard);
    said.forEach(item -> transcript.heard(item, item.heard(heard)));
    said.clear();
    turn = spoke.turn();
    heard = 0;
    quiet = 0;
    callerSpeaks = true;
    owed = false;
    speaks = false;
    return new CallerSpoke(spoke.turn(), bargeIn, truncations, spoke.readAt());
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return from == to ? -1 : value;
  }
}
