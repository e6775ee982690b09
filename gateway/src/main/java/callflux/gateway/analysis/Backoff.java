package callflux.gateway.analysis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/// How often and how fast to try again: a random pause of up to `base`, which grows by `factor`
/// each time, never above `cap`, and never below what the other side asks for.
///
/// @param tries in all, the first included
record Backoff(int tries, Duration base, int factor, Duration cap) {
  /// Whoever asks us to stay away for longer is not waited for.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /// For as long as it takes.
  static Backoff endless(Duration base, Duration cap) {
    return new Backoff(Integer.MAX_VALUE, base, 2, cap);
  }

  /// @param timer on which the pauses pass, and the next try begins
  /// @param floor the least pause after a failure; empty if another try would not help
  Retry on(Scheduler timer, Function<Throwable, Optional<Duration>> floor) {
    return on(timer, floor, bound -> ThreadLocalRandom.current().nextLong(bound + 1));
  }

  /// @param upTo a random number from zero to its argument, both included
  Retry on(Scheduler timer, Function<Throwable, Optional<Duration>> floor, LongUnaryOperator upTo) {
    return Retry.from(
        failures -> failures.concatMap(failure -> again(failure, floor, upTo, timer)));
  }

  private Mono<Long> again(
      RetrySignal signal,
      Function<Throwable, Optional<Duration>> floor,
      LongUnaryOperator upTo,
      Scheduler timer) {
    var least = floor.apply(signal.failure());
    if (least.isEmpty()
        || least.get().compareTo(PATIENCE) > 0
        || signal.totalRetries() + 1 >= tries) {
      return Mono.error(signal.failure());
    }
    long pause = upTo.applyAsLong(longest(signal.totalRetries()));
    return Mono.delay(Duration.ofMillis(Math.max(pause, least.get().toMillis())), timer);
  }

  private long longest(long triedAgain) {
    double grown = (double) base.toMillis() * Math.pow(factor, (double) triedAgain);
    return (long) Math.min(grown, (double) cap.toMillis());
  }
}
