package callflux.bench.measure;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import callflux.bench.load.CallIdentity;
import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Answer;
import callflux.bench.load.CallRecord.Clear;
import callflux.bench.load.CallRecord.Counts;
import callflux.bench.load.CallRecord.Ending;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.CallRecord.SetUp;
import callflux.bench.load.CallRecord.Sound;
import callflux.bench.load.CallRecord.Spoken;
import callflux.bench.load.CallRecord.Timeline;
import callflux.bench.load.Scenario;
import callflux.bench.load.Speech;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTimesTest {
  private static final Answer GREETING = answer(0, 300, 1_000, 700, false);
  private static final Spoken QUESTION = new Spoken(1, ofMillis(1_700), ofMillis(2_700), false);
  private static final Answer CUT = answer(1, 3_300, 4_300, 1_000, true);
  private static final Spoken BARGE_IN = new Spoken(2, ofMillis(4_200), ofMillis(5_000), true);
  private static final Answer LAST = answer(2, 5_600, 6_000, 400, false);
  private static final Clear CLEAR = new Clear(ofMillis(4_300), 2_000, 3);
  private static final Scenario PLAN =
      Scenario.conversation(List.of(Speech.synthetic(1, ofMillis(300))), 2, 1, ofMillis(900));

  @Test
  void reckonsFromTheEndOfTheCallersVoiceToTheAnswer() {
    var times = CallTimes.of(call(List.of(GREETING, CUT, LAST), List.of(CLEAR), 0));

    assertThat(times.setUp()).isEqualTo(ofMillis(70));
    assertThat(times.firstAudio()).isEqualTo(ofMillis(300));
    assertThat(times.replies())
        .containsExactly(
            new CallTimes.Reply(1, ofMillis(600)), new CallTimes.Reply(2, ofMillis(600)));
    assertThat(times.bargeIns())
        .containsExactly(new CallTimes.BargeIn(2, ofMillis(100), CUT, null));
  }

  @Test
  void aCallAsPlannedFallsShortInNothing() {
    assertThat(shortfalls(call(List.of(GREETING, CUT, LAST), List.of(CLEAR), 0))).isEmpty();
  }

  @Test
  void aBargeInWithoutAClearFallsShort() {
    var early = new Clear(ofMillis(1_800), 0, 0);

    assertThat(shortfalls(call(List.of(GREETING, CUT, LAST), List.of(early), 0)))
        .singleElement()
        .asString()
        .contains("turn 2 interrupted, and no clear came");
  }

  @Test
  void aTurnWithoutAnAnswerFallsShort() {
    assertThat(shortfalls(call(List.of(GREETING, CUT), List.of(CLEAR), 0)))
        .containsExactly("1 of 2 turns were answered");
  }

  @Test
  void staleFramesFallShort() {
    assertThat(shortfalls(call(List.of(GREETING, CUT, LAST), List.of(CLEAR), 4)))
        .containsExactly("4 frames of a cut answer came after its clear");
  }

  @Test
  void findsTheVoiceInARecordingByItsEnergy() {
    var samples = new short[8 * 2_000];
    for (int i = 8 * 500; i < 8 * 1_300; i++) {
      samples[i] = (short) (i % 2 == 0 ? 3_277 : -3_277);
    }
    var energy = Energy.of(samples);

    assertThat(energy.decibels(30)).isCloseTo(-20, within(0.1));
    assertThat(energy.decibels(10)).isEqualTo(Energy.FLOOR);
    assertThat(energy.untilLastVoice(ofMillis(100), ofMillis(1_900))).isEqualTo(1_200);
    assertThat(energy.untilLastVoice(ofMillis(100), ofMillis(899))).isEqualTo(800);
    assertThat(energy.untilLastVoice(ofMillis(1_400), ofMillis(1_900))).isZero();
  }

  private static List<String> shortfalls(CallRecord call) {
    return Shortfalls.of(call, PLAN);
  }

  private static CallRecord call(List<Answer> answers, List<Clear> clears, long stale) {
    return new CallRecord(
        new CallIdentity("AC1", "CA1", "MZ1"),
        new Ending(Kind.HUNG_UP, "as planned", 1000, "Hangup"),
        new Timeline(
            new SetUp(ofMillis(30), ofMillis(40)),
            List.of(QUESTION, BARGE_IN),
            answers,
            clears,
            List.of()),
        new Counts(300, 150, stale, 0, 1),
        null);
  }

  private static Answer answer(int turn, long from, long to, double played, boolean cut) {
    double received = cut ? played + 2_000 : played;
    return new Answer(turn, ofMillis(from), ofMillis(to), new Sound(received, played), cut);
  }
}
