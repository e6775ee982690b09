package callflux.gateway.http;

import java.util.function.LongSupplier;

/// How fast messages come, judged once for every second's worth of them, so that a message costs a
/// decrement and not a look at the clock.
final class MessageRate {
  static final long TOO_FAST = -1;
  private static final long SECOND = 1_000_000_000;

  private final Limits.Rates limits;
  private final LongSupplier clock;
  private int left;
  private long since;
  private boolean fast;
  private long fastSince;

  /// @param clock in nanoseconds
  MessageRate(Limits.Rates limits, LongSupplier clock) {
    this.limits = limits;
    this.clock = clock;
    this.left = limits.messages();
    this.since = clock.getAsLong();
  }

  /// Counts a message.
  ///
  /// @return 0, or for how many nanoseconds to read nothing, or [#TOO_FAST] for ever
  long count() {
    return --left > 0 ? 0 : judge(clock.getAsLong());
  }

  private long judge(long now) {
    left = limits.messages();
    long took = now - since;
    if (took < 0) {
      return 0; // was read before the pause began
    }
    if (took >= SECOND) {
      since = now;
      fast = false;
      return 0;
    }
    if (!fast) {
      fast = true;
      fastSince = now;
    }
    since += SECOND;
    return now - fastSince > limits.sustained().toNanos() ? TOO_FAST : since - now;
  }
}
