package callflux.bench.load;

import callflux.bench.load.CallRecord.Spoken;
import callflux.bench.load.Scenario.Turn;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The caller's mind: what to say in the next 20 ms, by what has been heard so far.
final class Conversation {
  private static final byte[] SILENCE = new byte[Utterance.FRAME_BYTES];

  static {
    Arrays.fill(SILENCE, (byte) 0xFF);
  }

  private enum Phase {
    WAITING,
    LISTENING,
    SPEAKING,
    OVER
  }

  private final Scenario scenario;
  private final Hearing hearing;
  private final CallLog log;
  private Phase phase = Phase.WAITING;
  private int turn;
  private int repeats;
  private int said;
  private long frame;
  private long since;
  private long spokenFrom;
  private boolean interrupting;
  private int answersBefore;
  private String keys = "";
  private @Nullable String complaint;

  Conversation(Scenario scenario, Hearing hearing, CallLog log) {
    this.scenario = scenario;
    this.hearing = hearing;
    this.log = log;
  }

  /// The next frame of the caller's voice, or of silence.
  byte[] next() {
    decide();
    byte[] audio = SILENCE;
    boolean voiced = false;
    if (phase == Phase.SPEAKING) {
      Utterance words = speaking().speech();
      audio = words.frame(said);
      voiced = words.voiced(said);
      said++;
    }
    frame++;
    hearing.callerSent(voiced);
    if (phase == Phase.SPEAKING && said == speaking().speech().frames()) {
      finish();
    }
    return audio;
  }

  /// Whether there is nothing more to say or to wait for.
  boolean over() {
    return phase == Phase.OVER;
  }

  /// The line is dead, whatever was being said.
  void cutOff() {
    if (phase == Phase.SPEAKING) {
      log.spoke(new Spoken(turn, time(spokenFrom), time(frame), interrupting));
    }
    phase = Phase.OVER;
  }

  /// What went wrong, if something did.
  @Nullable String complaint() {
    return complaint;
  }

  /// Keys pressed since this was last asked.
  String keys() {
    String pressed = keys;
    keys = "";
    return pressed;
  }

  private void decide() {
    if (frame >= frames(scenario.patience().call())) {
      giveUp("the call went on for longer than " + scenario.patience().call().toSeconds() + " s");
    }
    if (phase == Phase.WAITING) {
      await();
    }
    if (phase == Phase.LISTENING) {
      listen();
    }
  }

  private void await() {
    if (hearing.begun() > answersBefore) {
      phase = Phase.LISTENING;
    } else if (turn == 0 && frame >= frames(scenario.patience().greeting())) {
      speakOrHangUp();
    } else if (turn > 0 && frame - since >= frames(scenario.patience().answer())) {
      if (repeats == scenario.patience().repeats()) {
        giveUp("turn " + turn + " was not answered");
      } else {
        repeats++;
        speak();
      }
    }
  }

  private void listen() {
    boolean last = turn == scenario.turns().size();
    Duration enough = last ? scenario.lastListen() : scenario.turns().get(turn).interruptAfter();
    boolean heardEnough =
        enough != null && hearing.playing() && hearing.heard() >= enough.toMillis();
    if (heardEnough || (!hearing.answering() && isContent())) {
      speakOrHangUp();
    }
  }

  private boolean isContent() {
    return frame - since >= frames(scenario.patience().answer()) || scenario.content().test(turn);
  }

  private void speakOrHangUp() {
    if (turn == scenario.turns().size()) {
      phase = Phase.OVER;
      return;
    }
    turn++;
    repeats = 0;
    answersBefore = hearing.begun();
    hearing.callerBegins();
    speak();
  }

  private void speak() {
    said = 0;
    spokenFrom = frame;
    interrupting = hearing.playing();
    phase = Phase.SPEAKING;
  }

  private void finish() {
    Turn spoken = speaking();
    if (isSilent(spoken.speech())) {
      log.spoke(new Spoken(turn, time(spokenFrom), time(frame), false));
    } else {
      long from = spokenFrom + spoken.speech().silentFrames();
      long to = spokenFrom + spoken.speech().voicedFrames();
      log.spoke(new Spoken(turn, time(from), time(to), interrupting));
      hearing.callerEnds();
    }
    keys += spoken.keys();
    since = frame;
    phase = spoken.awaited() ? Phase.WAITING : Phase.LISTENING;
  }

  private void giveUp(String reason) {
    complaint = reason;
    phase = Phase.OVER;
  }

  private static boolean isSilent(Utterance words) {
    return words.voicedFrames() == 0;
  }

  private Turn speaking() {
    return scenario.turns().get(turn - 1);
  }

  private static long frames(Duration length) {
    return length.toMillis() / Utterance.FRAME_MILLIS;
  }

  private static Duration time(long frames) {
    return Duration.ofMillis(frames * Utterance.FRAME_MILLIS);
  }
}
