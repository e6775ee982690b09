package callflux.gateway.transcript;

import callflux.gateway.archive.Archive;
import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Has calls forgotten that are older than they may become: at a start, and every hour.
public final class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Archive archive;
  private final @Nullable Duration most;
  private final InstantSource clock;

  /// @param most how long after its beginning a call is kept; absent is for ever
  public Retention(Archive archive, @Nullable Duration most, InstantSource clock) {
    this.archive = archive;
    this.most = most;
    this.clock = clock;
  }

  /// Does so until it is cancelled; completes at once if all is kept for ever.
  public Mono<Void> run() {
    var age = most;
    return age == null
        ? Mono.empty()
        : Flux.interval(Duration.ZERO, EVERY)
            .onBackpressureDrop()
            .concatMap(_ -> forget(age))
            .then();
  }

  private Mono<Void> forget(Duration age) {
    return Mono.defer(() -> archive.eraseBefore(clock.instant().minus(age)))
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AGAIN).filter(Retention::passes))
        .doOnNext(calls -> {
          if (calls > 0) {
            log.atInfo().addKeyValue("calls", calls).log("old calls were erased");
          }
        })
        .onErrorResume(
            ArchiveFailure.class,
            failure -> {
              log.atError()
                  .addKeyValue("reason", failure.getMessage())
                  .log(
                      "old calls can't be erased; run `callflux erase --before` as a role that may");
              return Mono.empty();
            })
        .then();
  }

  private static boolean passes(Throwable failure) {
    return failure instanceof ArchiveFailure it && it.verdict() == Verdict.PASSING;
  }
}
