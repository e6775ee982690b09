package callflux.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.CallRecord.SetUp;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A caller whose clock is the test's.
class PhoneLineTest {
  private static final long MILLI = 1_000_000;
  private static final CallIdentity IDENTITY = CallIdentity.of("AC1");
  private static final Utterance WORDS = Speech.synthetic(3, Duration.ofMillis(600));

  @Test
  void sendsAllThatIsDueWhenATickIsLate() {
    var line = line(Scenario.conversation(List.of(WORDS), 1, 0, Duration.ZERO));
    line.tick(0);

    assertThat(line.tick(20 * MILLI)).hasSize(1);
    var late = line.tick(119 * MILLI);
    assertThat(late).hasSize(4).last().asString().contains("\"timestamp\":\"80\"");
    assertThat(record(line, 120).counts().latestMillis()).isEqualTo(79);
  }

  @Test
  void failsOnMediaBeforeStart() {
    var line = line(Scenario.conversation(List.of(WORDS), 0, 0, Duration.ZERO));

    line.receive(media(20), 0);

    assertThat(line.over()).isTrue();
    assertThat(record(line, 1).ending().kind()).isEqualTo(Kind.VIOLATION);
    assertThat(record(line, 1).ending().detail()).contains("before start");
  }

  @Test
  void failsOnAMessageOfAnotherStream() {
    var line = line(Scenario.conversation(List.of(WORDS), 0, 0, Duration.ZERO));
    line.tick(0);

    line.receive("{\"event\":\"clear\",\"streamSid\":\"MZother\"}", MILLI);

    assertThat(record(line, 1).ending().detail()).contains("MZother");
  }

  @Test
  void interruptsWhenSoMuchHasBeenHeardAndNotWhenSoMuchHasCome() {
    var line = line(Scenario.conversation(List.of(WORDS), 1, 1, Duration.ofMillis(300)));
    line.tick(0);
    line.receive(media(2_000), 100 * MILLI);
    run(line, 0, 2_400);

    var spoken = record(line, 2_400).timeline().spoken();
    assertThat(spoken).hasSize(1);
    assertThat(spoken.getFirst().from()).isEqualTo(Duration.ofMillis(400 - 20));
    assertThat(spoken.getFirst().interrupting()).isTrue();
  }

  @Test
  void aTurnIsAsLongAsItsVoice() {
    short[] samples = new short[8 * 500];
    Arrays.fill(samples, 8 * 60, 8 * 400, (short) 4_000);
    var line = line(Scenario.conversation(List.of(Utterance.of(samples)), 1, 0, Duration.ZERO));
    run(line, -20, 6_000); // nobody greets: speaks after five seconds

    var spoken = record(line, 6_000).timeline().spoken().getFirst();
    assertThat(spoken.from()).isEqualTo(Duration.ofMillis(5_060));
    assertThat(spoken.to()).isEqualTo(Duration.ofMillis(5_400));
  }

  @Test
  void knowsHowMuchWasHeardOfAnAnswerThatWasCut() {
    var line = line(Scenario.conversation(List.of(WORDS), 1, 1, Duration.ofMillis(300)));
    line.tick(0);
    line.receive(media(2_000), 100 * MILLI);
    run(line, 0, 500);
    line.receive(clear(), 512 * MILLI);

    var answer = record(line, 600).timeline().answers().getFirst();
    assertThat(answer.cut()).isTrue();
    assertThat(answer.sound().received()).isEqualTo(2_000);
    assertThat(answer.sound().played()).isEqualTo(412);
    assertThat(answer.to()).isEqualTo(Duration.ofMillis(512));
  }

  @Test
  void countsAudioAfterAClearAsStaleOnlyWhileTheCallerSpeaks() {
    var line = line(Scenario.conversation(List.of(WORDS), 1, 1, Duration.ofMillis(300)));
    line.tick(0);
    line.receive(media(2_000), 100 * MILLI);
    run(line, 0, 500);
    line.receive(clear(), 500 * MILLI);
    line.receive(media(20), 501 * MILLI);
    line.receive(media(20), 502 * MILLI);
    run(line, 500, 1_300);
    line.receive(media(20), 1_300 * MILLI);

    assertThat(record(line, 1_300).counts().stale()).isEqualTo(2);
    assertThat(record(line, 1_300).counts().received()).isEqualTo(4);
  }

  @Test
  void tellsAnAnswerFromTheOneBeforeThatItCameTooLateToInterrupt() {
    var line = line(Scenario.conversation(List.of(WORDS), 1, 1, Duration.ofMillis(300)));
    line.tick(0);
    line.receive(media(2_000), 100 * MILLI);
    run(line, 0, 2_200);
    line.receive(media(1_000), 2_200 * MILLI);
    run(line, 2_200, 4_000);

    assertThat(record(line, 4_000).timeline().answers()).hasSize(2);
    assertThat(record(line, 4_000).ending().kind()).isEqualTo(Kind.HUNG_UP);
  }

  @Test
  void givesUpOnAModelThatDoesNotAnswer() {
    var line = line(Scenario.conversation(List.of(WORDS), 1, 0, Duration.ZERO));
    run(line, -20, 21_000);

    assertThat(line.over()).isTrue();
    assertThat(record(line, 21_000).ending().kind()).isEqualTo(Kind.GAVE_UP);
    assertThat(record(line, 21_000).ending().detail()).contains("turn 1 was not answered");
  }

  @Test
  void saysItAgainToAModelThatDidNotHear() {
    var patience =
        new Scenario.Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            1,
            Duration.ofMillis(700),
            Duration.ofMinutes(1));
    var line = line(new Scenario(List.of(Scenario.Turn.polite(WORDS)), null, patience));
    run(line, -20, 11_000);

    assertThat(record(line, 11_000).timeline().spoken())
        .hasSize(2)
        .allMatch(spoken -> spoken.turn() == 1);
    assertThat(record(line, 11_000).ending().kind()).isEqualTo(Kind.GAVE_UP);
  }

  @Test
  void pressesKeysAfterTheWords() {
    var turn = new Scenario.Turn(WORDS, null, "1#");
    var line = line(new Scenario(List.of(turn), null, Scenario.Patience.ordinary()));
    line.tick(0);
    line.receive(media(20), MILLI);

    assertThat(run(line, 0, 2_000))
        .filteredOn(message -> message.contains("dtmf"))
        .satisfiesExactly(
            one -> assertThat(one).contains("\"digit\":\"1\"", "inbound_track"),
            hash -> assertThat(hash).contains("\"digit\":\"#\""));
  }

  private static PhoneLine line(Scenario scenario) {
    var line = Line.local(URI.create("http://127.0.0.1:1"));
    return new PhoneLine(
        new CallPlan(line, scenario, true),
        IDENTITY,
        new Invitation("ws://127.0.0.1/x", Map.of(), "Hangup"));
  }

  private static List<String> run(PhoneLine line, long fromMillis, long toMillis) {
    var sent = new ArrayList<String>();
    for (long at = fromMillis + 20; at <= toMillis; at += 20) {
      sent.addAll(line.tick(at * MILLI));
    }
    return sent;
  }

  private static CallRecord record(PhoneLine line, long atMillis) {
    line.closed(1000, atMillis * MILLI);
    return line.record(new SetUp(Duration.ZERO, Duration.ZERO));
  }

  private static String media(int millis) {
    return "{\"event\":\"media\",\"streamSid\":\"%s\",\"media\":{\"payload\":\"%s\"}}"
        .formatted(IDENTITY.streamSid(), Base64.getEncoder().encodeToString(new byte[millis * 8]));
  }

  private static String clear() {
    return "{\"event\":\"clear\",\"streamSid\":\"" + IDENTITY.streamSid() + "\"}";
  }
}
