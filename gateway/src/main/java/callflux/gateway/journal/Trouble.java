package callflux.gateway.journal;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the disk takes what it is given. The writer says so; anybody may ask.
///
/// One failure is none: the first new file may well take it. What is said of it in the log is said
/// once a minute.
final class Trouble {
  private static final Logger log = LoggerFactory.getLogger(Trouble.class);
  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  private final JournalMeters meters;
  private final Duration retry;
  private int failures;
  private long told = System.nanoTime() - QUIET;
  private volatile boolean on;

  /// @param retry between two attempts
  Trouble(JournalMeters meters, Duration retry) {
    this.meters = meters;
    this.retry = retry;
  }

  boolean isOn() {
    return on;
  }

  /// The disk did not take it.
  ///
  /// @param waiting how many records there are in memory now
  void failed(Exception why, int waiting) {
    meters.failed();
    failures++;
    on = failures > 1;
    if (System.nanoTime() - told >= QUIET) {
      told = System.nanoTime();
      log.atError()
          .addKeyValue("reason", why.toString())
          .addKeyValue("waiting", waiting)
          .log("the journal can't be written; it is kept in memory and tried again");
    }
  }

  /// Whether it did not take the last that it was given.
  boolean hasBegun() {
    return failures > 0;
  }

  /// How long to wait before the next attempt.
  Duration pause() {
    return on ? retry : Duration.ZERO;
  }

  /// It did.
  void passed() {
    if (on) {
      log.info("the journal can be written again");
    }
    failures = 0;
    on = false;
  }
}
