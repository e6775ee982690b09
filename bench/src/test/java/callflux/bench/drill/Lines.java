package callflux.bench.drill;

import callflux.bench.load.CallPlan;
import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.Line;
import callflux.bench.load.Scenario;
import callflux.bench.load.SimulatedCaller;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Callers who call again, from another number, as soon as a call is over, whatever ended it.
final class Lines {
  /// Of all their numbers; what follows is the number of the call.
  static final String PREFIX = "+1202";

  /// Nobody calls a dead gateway again at once.
  private static final Duration BEFORE_AGAIN = Duration.ofSeconds(1);

  private static final Duration SECONDS = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final SimulatedCaller caller = new SimulatedCaller();
  private final AtomicInteger calls = new AtomicInteger(2_000_000);
  private final Line line;
  private final Witness witness;
  private volatile boolean closed;

  /// A call that was placed, and what came of it.
  ///
  /// @param until when the caller knew, of [System#nanoTime]
  record Placed(String number, CallRecord call, long until) {
    /// What the gateway was told in it, if it came so far.
    Told told(Witness witness) {
      var account = witness.account(number);
      var callSid = call.identity().callSid();
      return account == null
          ? new Told(callSid, Turn.NEVER, until, List.of())
          : account.told(callSid, until);
    }
  }

  Lines(Line line, Witness witness) {
    this.line = line;
    this.witness = witness;
  }

  /// So many call until they are closed.
  Mono<List<Placed>> busy(int lines) {
    return caller
        .ready()
        .thenMany(Flux.range(0, lines).flatMap(_ -> oneByOne(), lines))
        .collectList();
  }

  /// Nobody calls again.
  void close() {
    closed = true;
  }

  private Flux<Placed> oneByOne() {
    return Mono.defer(this::place).delayUntil(Lines::rest).repeat(() -> !closed);
  }

  private Mono<Placed> place() {
    var number = PREFIX + String.format(Locale.ROOT, "%07d", calls.incrementAndGet());
    // They listen until all has been said.
    var patience = new Scenario.Patience(SECONDS, SECONDS, 0, PAUSE, SECONDS.multipliedBy(2));
    var scenario = new Scenario(List.of(), null, patience, _ -> witness.isOver(number));
    return caller
        .call(new CallPlan(line.between(number, line.numbers().to()), scenario, false))
        .map(call -> new Placed(number, call, System.nanoTime()));
  }

  private static Mono<Long> rest(Placed placed) {
    return placed.call().ending().kind() == Kind.HUNG_UP ? Mono.just(0L) : Mono.delay(BEFORE_AGAIN);
  }
}
