package callflux.gateway.transcript;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/// What of the journal has come where.
final class ShippingMeters {
  private final Counter shipped;
  private final Counter dead;
  private volatile @Nullable Instant oldest;

  ShippingMeters(MeterRegistry registry) {
    shipped =
        Counter.builder("callflux.transcript.shipped")
            .description("Entries that the database has")
            .register(registry);
    dead =
        Counter.builder("callflux.transcript.dead")
            .description("Entries that the database can't take, ever")
            .register(registry);
    Gauge.builder("callflux.transcript.lag", this::lag)
        .description("Age of the oldest entry that the database does not have")
        .baseUnit("seconds")
        .register(registry);
  }

  void shipped(int entries) {
    shipped.increment(entries);
  }

  void buried() {
    dead.increment();
  }

  /// @param at when the oldest that is to be shipped began; absent if there is nothing to be
  void waits(@Nullable Instant at) {
    oldest = at;
  }

  private double lag() {
    var at = oldest;
    long now = Schedulers.parallel().now(TimeUnit.MILLISECONDS);
    return at == null ? 0 : Math.max(0, now - at.toEpochMilli()) / 1_000.0;
  }
}
