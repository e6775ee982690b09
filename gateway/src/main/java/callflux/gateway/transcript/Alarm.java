package callflux.gateway.transcript;

import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Schedulers;

/// Lets one line a minute into the log, as long as something goes on. For one thread at a time.
final class Alarm {
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);

  private long due = Long.MIN_VALUE;

  /// Whether it is time for a line, which is then taken for written.
  boolean isDue() {
    long now = Schedulers.parallel().now(TimeUnit.MILLISECONDS);
    if (now < due) {
      return false;
    }
    due = now + MINUTE;
    return true;
  }

  /// It has passed: should it come again, it is told at once.
  void over() {
    due = Long.MIN_VALUE;
  }
}
