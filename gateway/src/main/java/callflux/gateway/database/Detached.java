package callflux.gateway.database;

import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/// Work that cannot be cancelled without harm: whoever gives up stops waiting, and it goes on.
final class Detached {
  private Detached() {}

  static <T> Mono<T> of(Mono<T> work) {
    return of(work, _ -> {});
  }

  /// @param unclaimed is given what came after nobody waited for it any more
  static <T> Mono<T> of(Mono<T> work, Consumer<T> unclaimed) {
    return Mono.defer(() -> {
      // A failure that nobody waits for is a value, too: it would be dropped, and logged.
      var coming = work.materialize().toFuture();
      return Mono.fromFuture(coming, true)
          .doOnCancel(() -> {
            var _ =
                coming.thenAccept(signal -> {
                  var value = signal.get();
                  if (value != null) {
                    unclaimed.accept(value);
                  }
                });
          })
          .dematerialize();
    });
  }
}
