package callflux.gateway.spend;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What has been spent today, in millionths of a US dollar: in all, and on each number. A day is
/// UTC's; at its end everything begins anew. Safe for any thread.
final class Ledger {
  private final InstantSource clock;
  private final Map<String, Long> byNumber = new HashMap<>();
  private long all;
  private long day;

  Ledger(InstantSource clock) {
    this.clock = clock;
  }

  /// What has been spent.
  record Sums(long number, long all) {}

  /// Adds to both.
  ///
  /// @return what they come to now
  synchronized Sums add(String number, long micros) {
    turn();
    all += micros;
    return new Sums(byNumber.merge(number, micros, Long::sum), all);
  }

  synchronized Sums of(String number) {
    turn();
    return new Sums(byNumber.getOrDefault(number, 0L), all);
  }

  private void turn() {
    long today = TimeUnit.MILLISECONDS.toDays(clock.millis());
    if (today != day) {
      day = today;
      all = 0;
      byNumber.clear();
    }
  }
}
