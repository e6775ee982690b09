package callflux.gateway.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Shows how the journal is.
final class JournalMeters {
  /// What a disk needs, from an NVMe to one that is busy or far.
  private static final Duration[] SYNCS =
      millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000);

  private final MeterRegistry registry;
  private final Map<Lost, Counter> lost = new EnumMap<>(Lost.class);
  private final Counter appended;
  private final Counter quarantined;
  private final Counter failures;
  private final Timer sync;

  /// Why a record was not written.
  enum Lost {
    /// There was no more room in memory.
    FULL,
    /// It could not be made, or is too long.
    BROKEN,
    /// The journal was closed.
    CLOSED
  }

  JournalMeters(MeterRegistry registry) {
    this.registry = registry;
    for (var why : Lost.values()) {
      lost.put(
          why,
          Counter.builder("callflux.journal.lost")
              .description("Records that were not written")
              .tag("reason", why.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    appended = counter("callflux.journal.appended", "Records that are on disk");
    quarantined = counter("callflux.journal.quarantined", "Damaged parts that were passed over");
    failures = counter("callflux.journal.failures", "Times that the disk did not take records");
    sync =
        Timer.builder("callflux.journal.fsync")
            .description("Until what was written is on disk")
            .serviceLevelObjectives(SYNCS)
            .register(registry);
  }

  void show(BooleanSupplier troubled, LongSupplier unreadBytes) {
    Gauge.builder("callflux.journal.troubled", () -> troubled.getAsBoolean() ? 1 : 0)
        .description("Whether the disk does not take records now")
        .register(registry);
    Gauge.builder("callflux.journal.unread", unreadBytes::getAsLong)
        .description("On disk and not confirmed")
        .baseUnit("bytes")
        .register(registry);
  }

  void appended(int records) {
    appended.increment(records);
  }

  void lost(Lost why) {
    lost(why, 1);
  }

  void lost(Lost why, int records) {
    var counter = lost.get(why);
    if (counter == null) {
      throw new IllegalStateException("every reason was registered");
    }
    counter.increment(records);
  }

  void quarantined() {
    quarantined.increment();
  }

  void failed() {
    failures.increment();
  }

  void synced(Duration time) {
    sync.record(time);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private static Duration[] millis(long... millis) {
    return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
