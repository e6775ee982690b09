package callflux.bench.load;

import callflux.bench.load.CallRecord.Answer;
import callflux.bench.load.CallRecord.Clear;
import callflux.bench.load.CallRecord.Sound;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The caller's ear: tells answers apart in what is played, by the play-out clock, and notices what
/// should have been silent.
///
/// An answer begins with the first sound after silence and ends when the line has been dry for a
/// pause, with a `clear`, or as soon as the line is dry once the caller has spoken over it: where
/// nothing was cleared the model noticed too late to be interrupted, and what comes next is its
/// answer, however soon.
final class Hearing {
  /// A caller who was silent for longer may get an answer: just under the shortest wait that turn
  /// detection is set to, and longer than any pause between the words of [SyntheticVoice].
  private static final int PAUSE_FRAMES = 8;

  /// @param playedBefore bytes the line had played when it began
  private record Open(int turn, long from, long playedBefore, long received) {}

  private final PlayoutClock clock;
  private final CallLog log;
  private final long origin;
  private final long pauseNanos;
  private @Nullable Open open;
  private int begun;
  private int turn;
  private int silentFrames = PAUSE_FRAMES;
  private boolean cut;
  private boolean spokenOver;

  Hearing(PlayoutClock clock, CallLog log, long origin, Duration pause) {
    this.clock = clock;
    this.log = log;
    this.origin = origin;
    this.pauseNanos = pause.toNanos();
  }

  void media(byte[] audio, long now) {
    advance(now);
    boolean stale = cut && silentFrames < PAUSE_FRAMES;
    log.received(audio.length, stale);
    clock.media(audio, now);
    if (stale) {
      return;
    }
    cut = false;
    Open answer = open;
    if (answer == null) {
      begun++;
      answer = new Open(turn, now, clock.played(), 0);
    }
    open = new Open(answer.turn, answer.from, answer.playedBefore, answer.received + audio.length);
  }

  void mark(String name, long now) {
    clock.advance(now);
    clock.mark(name);
    log.marked(name, at(now));
  }

  /// Marks to be returned because what was before them has been played.
  List<String> due(long now) {
    List<String> due = clock.due(now);
    due.forEach(_ -> log.returned(at(now), false));
    return due;
  }

  /// Marks to be returned because of a clear.
  List<String> clear(long now) {
    advance(now);
    long dropped = clock.queued();
    close(dropped > 0 ? now : clock.dryAt(), dropped > 0);
    List<String> returned = clock.clear(now);
    cut = silentFrames < PAUSE_FRAMES;
    returned.forEach(_ -> log.returned(at(now), true));
    log.cleared(new Clear(at(now), millis(dropped), returned.size()));
    return returned;
  }

  /// Plays up to now, and ends an answer that has been over for a pause.
  void advance(long now) {
    clock.advance(now);
    if (clock.queued() == 0 && (spokenOver || now - clock.dryAt() >= pauseNanos)) {
      close(clock.dryAt(), false);
    }
  }

  void callerBegins() {
    turn++;
  }

  void callerSent(boolean voiced) {
    silentFrames = voiced ? 0 : silentFrames + 1;
  }

  void callerEnds() {
    spokenOver = true;
    if (clock.queued() == 0) {
      close(clock.dryAt(), false);
    }
  }

  /// The call is over: what was being said is as long as it was heard.
  void end(long now) {
    advance(now);
    close(clock.queued() > 0 ? now : clock.dryAt(), clock.queued() > 0);
  }

  /// How many answers have begun.
  int begun() {
    return begun;
  }

  boolean playing() {
    return clock.queued() > 0;
  }

  /// Whether an answer is going on, or might be: it has not been silent for a pause.
  boolean answering() {
    return open != null;
  }

  /// Milliseconds heard of the answer that is going on.
  double heard() {
    return open == null ? 0 : millis(clock.played() - open.playedBefore);
  }

  private void close(long to, boolean wasCut) {
    spokenOver = false;
    if (open != null) {
      var sound = new Sound(millis(open.received), heard());
      log.answered(new Answer(open.turn, at(open.from), at(to), sound, wasCut));
      open = null;
    }
  }

  private Duration at(long now) {
    return Duration.ofNanos(now - origin);
  }

  private static double millis(long bytes) {
    return (double) bytes / Tape.BYTES_PER_MILLI;
  }
}
