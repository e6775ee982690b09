package callflux.gateway.realtime;

import callflux.gateway.realtime.RealtimeConfig.Retries;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/// Tries again where that may help, after a pause of full jitter: callers that were all cut off at
/// one moment do not all come back at another.
final class Redial extends Retry {
  private final Retries retries;
  private final Scheduler timer;
  private final LongUnaryOperator upTo;
  private final Runnable counted;

  /// @param timer on which the pauses pass, and the next try begins
  /// @param upTo a random number from zero to its argument, both included
  /// @param counted told of every further try
  Redial(Retries retries, Scheduler timer, LongUnaryOperator upTo, Runnable counted) {
    this.retries = retries;
    this.timer = timer;
    this.upTo = upTo;
    this.counted = counted;
  }

  @Override
  public Publisher<?> generateCompanion(Flux<RetrySignal> failures) {
    return Flux.defer(() -> {
      long began = timer.now(TimeUnit.MILLISECONDS);
      return failures.concatMap(failure -> again(failure.failure(), failure.totalRetries(), began));
    });
  }

  private Mono<Long> again(Throwable cause, long triedAgain, long began) {
    if (!(cause instanceof DialFailure failure)
        || !failure.retryable()
        || triedAgain + 1 >= retries.attempts()) {
      return Mono.error(cause);
    }
    long pause = Math.max(jitter(triedAgain), failure.floor().toMillis());
    long elapsed = timer.now(TimeUnit.MILLISECONDS) - began;
    if (elapsed + pause > retries.within().toMillis()) {
      return Mono.error(cause);
    }
    counted.run();
    return Mono.delay(Duration.ofMillis(pause), timer);
  }

  private long jitter(long triedAgain) {
    // 2^20 times any base is beyond any cap: no overflow, however many attempts are allowed.
    long doubled = retries.base().toMillis() << Math.min(triedAgain, 20);
    return upTo.applyAsLong(Math.min(doubled, retries.cap().toMillis()));
  }
}
