package callflux.gateway.database;

import callflux.gateway.archive.ArchiveFailure;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How something failed.
final class Verdicts {
  private Verdicts() {}

  /// Absent if it did not.
  static ArchiveFailure.@Nullable Verdict of(Publisher<?> operation) {
    var failure = failure(operation);
    return failure == null ? null : failure.verdict();
  }

  /// The failure itself; any other than ours is thrown.
  static @Nullable ArchiveFailure failure(Publisher<?> operation) {
    var failure = new AtomicReference<@Nullable ArchiveFailure>();
    Flux.from(operation)
        .then()
        .onErrorResume(
            ArchiveFailure.class,
            told -> {
              failure.set(told);
              return Mono.empty();
            })
        .block(Samples.LONG);
    return failure.get();
  }
}
