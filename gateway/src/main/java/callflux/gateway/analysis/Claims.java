package callflux.gateway.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which calls are being read now, and which are left alone for a while after that failed. Lost
/// with the process: a call is read again at once then. Safe for any thread.
final class Claims {
  /// Calls left alone beyond so many, the first are not any more.
  static final int MOST = 10_000;

  private final Map<String, Instant> until = new LinkedHashMap<>();

  /// Whether a call is nobody's now; it is whoever's asks, from then on.
  synchronized boolean take(String callSid, Instant now) {
    var left = until.get(callSid);
    if (left != null && left.isAfter(now)) {
      return false;
    }
    until.put(callSid, Instant.MAX);
    return true;
  }

  /// Gives a call back.
  synchronized void release(String callSid) {
    until.remove(callSid);
  }

  /// Gives a call back that shall be left alone for a while.
  synchronized void rest(String callSid, Instant now, Duration pause) {
    until.remove(callSid);
    until.put(callSid, now.plus(pause));
    if (until.size() > MOST) {
      until.entrySet().stream()
          .filter(claim -> !claim.getValue().equals(Instant.MAX))
          .map(Map.Entry::getKey)
          .findFirst()
          .ifPresent(until::remove);
    }
  }

  /// How many calls are somebody's or left alone.
  synchronized int size() {
    return until.size();
  }

  /// Forgets those that were left alone for long enough.
  synchronized void tidy(Instant now) {
    until.values().removeIf(left -> !left.isAfter(now));
  }
}
