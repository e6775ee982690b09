package callflux.gateway.http;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Keeps a storm of bad input out of the log: one line a second, which knows of how many it speaks.
public final class LogLimit {
  private static final long SECOND = 1_000_000_000;

  private final LongSupplier clock;
  private final AtomicLong next;
  private final AtomicLong unsaid = new AtomicLong();

  /// @param clock in nanoseconds
  LogLimit(LongSupplier clock) {
    this.clock = clock;
    this.next = new AtomicLong(clock.getAsLong());
  }

  /// One line a second of the system's own clock.
  public static LogLimit oncePerSecond() {
    return new LogLimit(System::nanoTime);
  }

  /// Runs what writes the line, unless another did within the last second.
  ///
  /// @param line told how many lines were not written since the last
  public void run(LongConsumer line) {
    long now = clock.getAsLong();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + SECOND)) {
      line.accept(unsaid.getAndSet(0));
    } else {
      unsaid.incrementAndGet();
    }
  }
}
