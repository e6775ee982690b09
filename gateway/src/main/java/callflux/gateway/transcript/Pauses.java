package callflux.gateway.transcript;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before something is tried again: any time between the least and twice as much
/// each time, up to the most. Those who were all turned away at one moment do not all come back at
/// another.
///
/// @param least before any further try
record Pauses(Duration least) {
  static final Duration MOST = Duration.ofSeconds(30);

  /// More doublings than it takes to get from any pause to the longest.
  private static final long DOUBLINGS = 16;

  /// @param failed times that it was tried again in vain
  Duration after(long failed) {
    long shortest = least.toMillis();
    long doubled = shortest << Math.min(failed + 1, DOUBLINGS);
    long longest = Math.min(doubled, MOST.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(shortest, longest + 1));
  }
}
