package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.CallPlan;
import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.Scenario;
import callflux.bench.load.Scenario.Patience;
import callflux.bench.load.Scenario.Turn;
import callflux.bench.load.SimulatedCaller;
import callflux.bench.load.Speech;
import callflux.bench.load.Utterance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/// Of a hundred answers that are interrupted anywhere, the words that are written down as heard are
/// those that the caller's recording holds, and those that the model's server is left with.
class HeardWordsAreThoseOnTheRecordingTest {
  private static final int INTERRUPTIONS = 100;
  private static final int TURNS = 5;
  private static final int AT_ONCE = 10;
  private static final int MOST_ROUNDS = 12;
  private static final double STALL_MILLIS = 60;

  /// The simulator's voice takes so long for a character.
  private static final double MILLIS_A_CHARACTER = 1_000 / 14.0;

  @Test
  @Tag("long")
  @Timeout(600)
  void toOneWord(@TempDir Path directory) throws Exception {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    try (var gateway = new WordsGateway(directory)) {
      // What is loaded and compiled first must not be taken for a slow gateway.
      place(1, gateway, random);
      int interrupted = 0;
      for (int i = 0; i < MOST_ROUNDS && interrupted < INTERRUPTIONS; i++) {
        for (var call : place(AT_ONCE, gateway, random)) {
          interrupted += check(call, gateway);
        }
      }
      assertThat(interrupted).isGreaterThanOrEqualTo(INTERRUPTIONS);
    }
  }

  /// Calls that were held to their end and not slowed down by the machine, which splits answers.
  private static List<CallRecord> place(int calls, WordsGateway gateway, RandomGenerator random) {
    var caller = new SimulatedCaller();
    return Objects.requireNonNull(
        Flux.range(0, calls)
            .flatMap(i -> caller.call(new CallPlan(gateway.line(), scenario(random, i), true)))
            .filter(call -> call.ending().kind() == Kind.HUNG_UP)
            .filter(call -> call.counts().latestMillis() < STALL_MILLIS)
            .delayUntil(call -> gateway.over(call.identity().callSid()))
            .collectList()
            .block());
  }

  private static Scenario scenario(RandomGenerator random, int call) {
    Utterance words = Speech.synthetic(call, Duration.ofMillis(700));
    var turns =
        IntStream.range(0, TURNS)
            .mapToObj(_ -> Turn.interrupting(words, Duration.ofMillis(random.nextInt(100, 2_000))))
            .toList();
    return new Scenario(turns, null, Patience.ordinary());
  }

  /// How many answers of a call were cut.
  private static int check(CallRecord call, WordsGateway gateway) throws IOException {
    var written = gateway.heard(call.identity().callSid());
    var truncated = gateway.truncations();
    var answers = call.timeline().answers();
    assertThat(written).hasSameSizeAs(answers);
    int cut = 0;
    for (int i = 0; i < written.size(); i++) {
      var heard = written.get(i);
      var whole = heard.heard() + heard.unheard();
      double played = answers.get(i).sound().played();
      long recorded =
          IntStream.range(0, whole.length())
              .filter(at -> at == 0 || whole.charAt(at - 1) == ' ')
              .filter(at -> at * MILLIS_A_CHARACTER < played)
              .count();
      assertThat(words(heard.heard()))
          .as("words of %d ms of '%s|%s'", (int) played, heard.heard(), heard.unheard())
          .isBetween(recorded - 1, recorded + 1);
      var truncation = truncated.get(heard.item());
      if (truncation == null) {
        assertThat(heard.unheard()).as("what nobody has cut").isEmpty();
      } else {
        assertThat(words(heard.heard()))
            .as("words of '%s', of which is left '%s'", heard.heard(), truncation.words())
            .isBetween(words(truncation.words()) - 1, words(truncation.words()) + 1);
      }
      cut += answers.get(i).cut() ? 1 : 0;
    }
    return cut;
  }

  private static long words(String text) {
    return text.isBlank() ? 0 : text.strip().split(" ", -1).length;
  }
}
