package callflux.bench.drill;

import callflux.bench.run.Gauges;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// How far a gateway is with what it has written down.
final class Shipping {
  private static final String UNREAD = "callflux_journal_unread_bytes";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Shipping() {}

  /// Waits until the database has all of it.
  ///
  /// @param admin port that the gateway tells of itself on
  static void awaited(int admin) {
    Objects.requireNonNull(
        Mono.fromCallable(() -> Gauges.of(admin))
            .subscribeOn(Schedulers.boundedElastic())
            .filter(gauges -> gauges.value(UNREAD).orElse(1) == 0)
            .onErrorComplete()
            .repeatWhenEmpty(times -> times.delayElements(Duration.ofMillis(200)))
            .block(PATIENCE));
  }
}
