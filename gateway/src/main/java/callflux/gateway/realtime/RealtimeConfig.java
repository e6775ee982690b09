package callflux.gateway.realtime;

import callflux.codec.realtime.Dialect;
import java.time.Duration;

/// Where the model is, how to be let in, and how long to wait for it.
///
/// Every part refuses what can't work, with a message that says what, where and how to mend it.
///
/// @param dialect the spelling of the protocol that the server speaks
public record RealtimeConfig(
    Endpoint endpoint, Access access, Dialect dialect, Patience patience, BreakerSettings breaker) {

  /// How long to wait for what.
  ///
  /// @param connect for TCP
  /// @param handshake for a whole try: name, TCP, TLS and upgrade
  /// @param ping between our pings; a peer silent for two of them is lost
  /// @param retries what to do when a try fails
  public record Patience(Duration connect, Duration handshake, Duration ping, Retries retries) {
    public static final Patience DEFAULTS =
        new Patience(
            Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(5), Retries.DEFAULTS);

    public Patience {
      positive("realtime.patience.connect", connect);
      positive("realtime.patience.handshake", handshake);
      positive("realtime.patience.ping", ping);
    }
  }

  /// How often and how fast to try again: a random pause of up to `base`, doubled each time, never
  /// above `cap`, and never below what the server asks for.
  ///
  /// @param attempts in all, the first included
  /// @param within no try begins later than this after the first
  public record Retries(int attempts, Duration within, Duration base, Duration cap) {
    public static final Retries DEFAULTS =
        new Retries(3, Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(8));

    public Retries {
      atLeastOne("realtime.retries.attempts", attempts);
      positive("realtime.retries.within", within);
      positive("realtime.retries.base", base);
      if (cap.compareTo(base) < 0) {
        throw new IllegalArgumentException(
            "realtime.retries.cap: " + cap + " is below the base " + base + "; raise it");
      }
    }
  }

  /// When to stop trying for everybody.
  ///
  /// @param tries the least number in the window that proves anything
  /// @param failurePercent of them that opens the breaker, 1 to 100
  /// @param pause after which one probe is let through
  /// @param keyPause the same, when the key was refused
  public record BreakerSettings(
      Duration window, int tries, int failurePercent, Duration pause, Duration keyPause) {
    public static final BreakerSettings DEFAULTS =
        new BreakerSettings(
            Duration.ofSeconds(10), 20, 50, Duration.ofSeconds(5), Duration.ofSeconds(30));

    public BreakerSettings {
      if (window.toSeconds() < 2) {
        throw new IllegalArgumentException(
            "realtime.breaker.window: " + window + " is too short; give 2 s or more");
      }
      atLeastOne("realtime.breaker.tries", tries);
      if (failurePercent < 1 || failurePercent > 100) {
        throw new IllegalArgumentException(
            "realtime.breaker.failurePercent: " + failurePercent + "; give 1 to 100");
      }
      positive("realtime.breaker.pause", pause);
      positive("realtime.breaker.keyPause", keyPause);
    }
  }

  private static void positive(String where, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(where + ": " + duration + "; give more than zero");
    }
  }

  private static void atLeastOne(String where, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(where + ": " + number + "; give 1 or more");
    }
  }
}
