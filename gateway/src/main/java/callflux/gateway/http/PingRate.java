package callflux.gateway.http;

import java.util.function.LongSupplier;

/// How many pings came in the current window of time.
final class PingRate {
  private final Limits.Rates limits;
  private final LongSupplier clock;
  private long since;
  private int seen;

  /// @param clock in nanoseconds
  PingRate(Limits.Rates limits, LongSupplier clock) {
    this.limits = limits;
    this.clock = clock;
    this.since = clock.getAsLong();
  }

  /// Counts a ping.
  ///
  /// @return whether the window has room for it
  boolean allows() {
    long now = clock.getAsLong();
    if (now - since > limits.pingWindow().toNanos()) {
      since = now;
      seen = 0;
    }
    return ++seen <= limits.pings();
  }
}
