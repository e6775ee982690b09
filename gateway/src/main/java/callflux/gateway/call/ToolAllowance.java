package callflux.gateway.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// How many functions a call may still have run: so many at once, and so many in a minute. One to a
/// call; a run is begun on the model's event loop, and may end on another thread.
final class ToolAllowance {
  static final int AT_ONCE = 8;
  static final int IN_A_MINUTE = 32;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private final Deque<Long> begun = new ArrayDeque<>();
  private int running;

  /// @param nanos the call's clock
  ToolAllowance(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Whether one more may be run; if so, it is to be given back.
  synchronized boolean take() {
    long now = nanos.getAsLong();
    while (!begun.isEmpty() && now - begun.getFirst() >= MINUTE) {
      begun.removeFirst();
    }
    if (running >= AT_ONCE || begun.size() >= IN_A_MINUTE) {
      return false;
    }
    begun.addLast(now);
    running++;
    return true;
  }

  synchronized void giveBack() {
    running--;
  }
}
