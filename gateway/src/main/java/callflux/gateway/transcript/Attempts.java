package callflux.gateway.transcript;

import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/// Asks the archive, again and again, until it has done what it is asked; and knows how it is.
/// Whether that will pass or somebody has to mend it, nothing is given up. Asks one thing at a
/// time, or a few.
final class Attempts {
  /// One that has not answered for so long won't.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(Attempts.class);

  private static final Pauses WHILE_IT_PASSES = new Pauses(Duration.ofMillis(500));

  /// Whoever mends it is in no such hurry, and nobody should knock at a shut door all the time.
  private static final Pauses UNTIL_MENDED = new Pauses(Duration.ofSeconds(1));

  private final Alarm alarm = new Alarm();
  private final Counter retried;
  private volatile State state = State.UNKNOWN;

  private enum State {
    UNKNOWN,
    UP,
    DOWN,
    REFUSING
  }

  Attempts(MeterRegistry registry) {
    retried =
        Counter.builder("callflux.transcript.retried")
            .description("Times that the database was asked again")
            .register(registry);
    Gauge.builder("callflux.database.up", () -> state == State.UP ? 1 : 0)
        .description("1 if the database did what it was asked last")
        .register(registry);
    Gauge.builder("callflux.database.refusing", () -> state == State.REFUSING ? 1 : 0)
        .description("1 if somebody has to mend the database or its configuration")
        .register(registry);
  }

  /// Completes as the archive does. Fails with [ArchiveFailure] if it is [Verdict#POISON], and for
  /// nothing else.
  <T> Mono<T> untilDone(Mono<T> asked) {
    return asked
        .timeout(PATIENCE)
        .doOnSuccess(_ -> up())
        .retryWhen(Retry.from(failures -> failures.concatMap(this::again)));
  }

  static boolean isPoison(Throwable failure) {
    return verdict(failure) == Verdict.POISON;
  }

  private Mono<Long> again(RetrySignal signal) {
    var failure = signal.failure();
    return switch (verdict(failure)) {
      case POISON -> {
        up();
        yield Mono.error(failure);
      }
      case PASSING -> {
        down(failure);
        yield pause(WHILE_IT_PASSES, signal);
      }
      case REFUSED -> {
        refused(failure);
        yield pause(UNTIL_MENDED, signal);
      }
    };
  }

  /// What nobody foresaw somebody has to mend.
  private static Verdict verdict(Throwable failure) {
    return switch (failure) {
      case ArchiveFailure known -> known.verdict();
      case TimeoutException _ -> Verdict.PASSING;
      default -> Verdict.REFUSED;
    };
  }

  private Mono<Long> pause(Pauses pauses, RetrySignal signal) {
    retried.increment();
    return Mono.delay(pauses.after(signal.totalRetries()));
  }

  private synchronized void up() {
    if (state == State.DOWN || state == State.REFUSING) {
      log.atInfo().log("the database answers again");
    }
    state = State.UP;
    alarm.over();
  }

  private synchronized void down(Throwable failure) {
    if (state != State.DOWN) {
      log.atWarn()
          .addKeyValue("why", why(failure))
          .log("the database does not answer; what is said waits in the journal");
    }
    state = State.DOWN;
  }

  private synchronized void refused(Throwable failure) {
    state = State.REFUSING;
    if (alarm.isDue()) {
      log.atError()
          .addKeyValue("why", why(failure))
          .log("the database refuses; what is said waits in the journal until that is mended");
    }
  }

  /// Of a failure that is not the archive's own nobody knows what it says.
  static String why(Throwable failure) {
    return failure instanceof ArchiveFailure known
        ? String.valueOf(known.getMessage())
        : failure.getClass().getName();
  }
}
