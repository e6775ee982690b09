package callflux.gateway.analysis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/// Keeps everybody away from a server that has refused our key, but for one now and then: to go on
/// asking looks like guessing. Safe for any thread.
final class KeyGate {
  private static final Logger log = LoggerFactory.getLogger(KeyGate.class);
  private static final long LINE = TimeUnit.MINUTES.toMillis(1);

  private final Scheduler clock;
  private final long pause;
  private boolean refused;
  private long next;
  private long nextLine;

  /// @param clock by which time is told
  /// @param pause after which one is let through
  KeyGate(Scheduler clock, Duration pause) {
    this.clock = clock;
    this.pause = pause.toMillis();
    this.nextLine = now();
  }

  /// Whether nobody is let through now.
  synchronized boolean isShut() {
    return refused && now() < next;
  }

  /// Whether whoever asks may go on; if the key was refused, the next must wait.
  synchronized boolean lets() {
    if (isShut()) {
      return false;
    }
    next = now() + pause;
    return true;
  }

  synchronized void refused() {
    refused = true;
    next = now() + pause;
    if (now() >= nextLine) {
      nextLine = now() + LINE;
      log.atError().log("the key for reading calls is refused; calls wait to be read");
    }
  }

  synchronized void accepted() {
    refused = false;
  }

  private long now() {
    return clock.now(TimeUnit.MILLISECONDS);
  }
}
