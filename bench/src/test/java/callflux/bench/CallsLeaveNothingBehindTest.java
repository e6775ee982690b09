package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.CallPlan;
import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.Scenario;
import callflux.bench.load.SimulatedCaller;
import callflux.bench.load.Speech;
import callflux.bench.load.Utterance;
import io.netty.util.internal.PlatformDependent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/// Whatever callers do, once they have hung up the gateway holds what it held before they called.
class CallsLeaveNothingBehindTest {
  /// The allocator keeps what it once took from the system, in chunks of this size and less.
  private static final long CHUNK = 4 << 20;

  private static final Duration MINUTES = Duration.ofMinutes(5);

  /// A machine that does other things besides answers late, and may miss a word of two tenths of a
  /// second: who is not answered says it again.
  private static final Scenario.Patience PATIENT =
      new Scenario.Patience(
          Duration.ofSeconds(5), Duration.ofSeconds(15), 3, Duration.ofMillis(700), MINUTES);

  private static final List<Utterance> WORDS =
      List.of(
          Speech.synthetic(1, Duration.ofMillis(200)), Speech.synthetic(2, Duration.ofMillis(400)));

  private static LocalGateway gateway;
  private static long seed = 42;

  @BeforeAll
  @Timeout(120)
  static void warmUp() throws Exception {
    gateway = LocalGateway.start();
    atOnce(50);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  @Timeout(120)
  void fiftyAtOnce() {
    var before = settled();

    assertThat(atOnce(50)).allMatch(call -> call.ending().kind() == Kind.HUNG_UP, "hung up");

    settles(before);
  }

  @Test
  @Timeout(120)
  void twentyInARow() {
    var before = settled();

    assertThat(inARow(20)).allMatch(call -> call.ending().kind() == Kind.HUNG_UP, "hung up");

    settles(before);
  }

  @Test
  @Tag("long")
  @Timeout(900)
  void fiveHundredInARow() {
    var before = settled();

    assertThat(records(Flux.range(0, 500).map(_ -> hasty()), 1))
        .allMatch(call -> call.ending().kind() == Kind.GAVE_UP, "hung up without an answer")
        .anyMatch(call -> !call.timeline().clears().isEmpty(), "interrupted the greeting");

    settles(before);
    System.out.printf("500 calls in a row: before %s, after %s%n", before, Holdings.now());
  }

  /// All are up within two seconds, which each lasts, and not in the same instant: how a burst of
  /// handshakes is taken is not tested here.
  private static List<CallRecord> atOnce(int calls) {
    var apart = Duration.ofSeconds(2).dividedBy(calls);
    return records(Flux.range(0, calls).delayElements(apart).map(_ -> brief()), calls);
  }

  private static List<CallRecord> inARow(int calls) {
    return records(Flux.range(0, calls).map(_ -> brief()), 1);
  }

  private static List<CallRecord> records(Flux<CallPlan> plans, int concurrency) {
    var caller = new SimulatedCaller();
    return Objects.requireNonNull(plans.flatMap(caller::call, concurrency).collectList().block());
  }

  private static CallPlan brief() {
    var random = RandomGeneratorFactory.getDefault().create(seed++);
    var brief = Scenario.brief(random, WORDS);
    return new CallPlan(
        gateway.line(), new Scenario(brief.turns(), brief.lastListen(), PATIENT), false);
  }

  /// Speaks over the greeting and hangs up without waiting for an answer: less than a second, so
  /// that hundreds can be had one after the other.
  private static CallPlan hasty() {
    var random = RandomGeneratorFactory.getDefault().create(seed++);
    var turn =
        Scenario.Turn.interrupting(WORDS.getFirst(), Duration.ofMillis(random.nextInt(40, 200)));
    var patience =
        new Scenario.Patience(
            Duration.ofSeconds(5), Duration.ofMillis(20), 0, Duration.ofMillis(700), MINUTES);
    return new CallPlan(gateway.line(), new Scenario(List.of(turn), null, patience), false);
  }

  private static Holdings settled() {
    return Objects.requireNonNull(
        Flux.interval(Duration.ofMillis(100))
            .onBackpressureDrop()
            .filter(_ -> gateway.simulator().sessionsOpen() == 0 && gateway.admitted() == 0)
            .map(_ -> Holdings.now())
            .buffer(5, 1)
            .filter(last -> last.stream().distinct().count() == 1)
            .map(List::getFirst)
            .blockFirst(Duration.ofSeconds(20)));
  }

  private static void settles(Holdings before) {
    var after = settled();
    assertThat(after.descriptors()).as("file descriptors").isEqualTo(before.descriptors());
    assertThat(after.directMemory()).as("direct memory").isLessThan(before.directMemory() + CHUNK);
  }

  /// What the process holds: the gateway, its model and its callers together.
  ///
  /// @param descriptors that are open, but for files: a JVM opens a jar when it first needs a class
  /// @param directMemory bytes that Netty took from the system
  private record Holdings(long descriptors, long directMemory) {
    static Holdings now() {
      var open = Objects.requireNonNull(new File("/proc/self/fd").listFiles());
      return new Holdings(
          Arrays.stream(open).filter(Holdings::isNoFile).count(),
          PlatformDependent.usedDirectMemory());
    }

    private static boolean isNoFile(File descriptor) {
      try {
        // Sockets and their like are named such as `socket:[4711]`, files by their path.
        return !Files.readSymbolicLink(descriptor.toPath()).isAbsolute();
      } catch (IOException _) {
        return false; // the listing's own, which is closed by now
      }
    }
  }
}
