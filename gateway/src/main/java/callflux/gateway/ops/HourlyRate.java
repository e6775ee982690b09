package callflux.gateway.ops;

/// How many calls come in an hour, and how many are usual: their mean of late, and the deviation
/// from it.
///
/// Hours are numbered from the one in which counting began. For one thread at a time.
final class HourlyRate {
  /// From then on what an hour brings counts for as much as this many hours do.
  static final int DAY = 24;

  /// After so many hours without a call nothing is left of what was before.
  private static final int FORGOTTEN = 30 * DAY;

  private static final double DEVIATIONS = 4;
  private static final int LEAST = 20;

  private long hour;
  private int calls;
  private double mean;
  private double variance;
  private boolean alarmed;

  /// Counts a call.
  ///
  /// @param now the hour it is; none that is before the last one counts for more than that
  /// @return whether this call makes it more in this hour than would be chance, which is told once
  ///   an hour, and not in the first day, when nothing is known to be usual
  boolean count(long now) {
    turn(now);
    calls++;
    boolean alarms = !alarmed && hour >= DAY && calls >= LEAST && calls > most();
    alarmed |= alarms;
    return alarms;
  }

  /// Calls in this hour so far.
  int calls() {
    return calls;
  }

  /// Calls in an hour, as they were of late.
  double usual() {
    return mean;
  }

  private double most() {
    return mean + DEVIATIONS * Math.sqrt(variance);
  }

  private void turn(long now) {
    if (now - hour > FORGOTTEN) {
      hour = now;
      calls = 0;
      mean = 0;
      variance = 0;
      alarmed = false;
    }
    for (; hour < now; hour++) {
      learn(calls);
      calls = 0;
      alarmed = false;
    }
  }

  /// A plain mean at first, so that the hours before the first call count as what they were; then
  /// one that forgets.
  private void learn(int hourly) {
    double weight = 1.0 / Math.min(hour + 1, DAY);
    double apart = hourly - mean;
    mean += weight * apart;
    variance = (1 - weight) * (variance + weight * apart * apart);
  }
}
