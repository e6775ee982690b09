package callflux.gateway.call;

import callflux.gateway.call.Admission.Reason;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How often each caller has called of late. Remembers the callers of last, so many and no more: a
/// storm of made-up numbers can't fill the memory.
///
/// For one thread at a time.
final class CallerRates {
  /// Callers remembered.
  static final int MOST = 20_000;

  private final Caps.Caller caps;
  private final TimeMeter clock;

  /// The one who has called last comes last.
  private final Map<String, Buckets> byCaller = new LinkedHashMap<>(16, 0.75f, true);

  private record Buckets(Bucket minute, Bucket day) {}

  /// @param nanos a clock
  CallerRates(Caps.Caller caps, LongSupplier nanos) {
    this.caps = caps;
    this.clock = new Clock(nanos);
  }

  /// Counts one more call, unless it is one too many, which is not counted.
  @Nullable Reason count(String caller) {
    if (caps.perMinute() == Caps.UNLIMITED && caps.perDay() == Caps.UNLIMITED) {
      return null;
    }
    var buckets = byCaller.computeIfAbsent(caller, _ -> full());
    if (byCaller.size() > MOST) {
      byCaller.remove(byCaller.keySet().iterator().next());
    }
    if (buckets.minute().getAvailableTokens() < 1) {
      return Reason.CALLER_MINUTE;
    }
    if (!buckets.day().tryConsume(1)) {
      return Reason.CALLER_DAY;
    }
    buckets.minute().tryConsume(1);
    return null;
  }

  /// How many callers are remembered.
  int size() {
    return byCaller.size();
  }

  private Buckets full() {
    return new Buckets(
        bucket(caps.perMinute(), Duration.ofMinutes(1)), bucket(caps.perDay(), Duration.ofDays(1)));
  }

  private Bucket bucket(int calls, Duration time) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, time))
        .withCustomTimePrecision(clock)
        .withSynchronizationStrategy(SynchronizationStrategy.NONE)
        .build();
  }

  private record Clock(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
