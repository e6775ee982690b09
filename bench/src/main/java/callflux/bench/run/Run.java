package callflux.bench.run;

import callflux.bench.crowd.Figures;
import callflux.bench.crowd.Figures.Leg;
import callflux.bench.crowd.Figures.Moment;
import callflux.bench.crowd.Profile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What came of one load on one subject.
///
/// @param calls at once
/// @param seconds that were measured
/// @param cpu of the subject; none if it ran elsewhere, or was not measured to the end
/// @param legs what was timed
/// @param counts what was counted, by name
public record Run(
    String subject,
    int calls,
    Profile profile,
    double seconds,
    @Nullable Cpu cpu,
    Map<Leg, Times> legs,
    Map<String, Long> counts) {
  /// A model that takes longer to be interrupted was not.
  private static final long PAIRED_NANOS = 2_000_000_000L;

  /// CPU of the subject, in cores, and what of it one frame took, in microseconds; and its memory.
  ///
  /// @param microsPerFrame one frame each way, if echoed; else a frame of the caller with all that
  ///   comes back meanwhile
  public record Cpu(
      double user, double system, double microsPerFrame, long residentKib, int threads) {
    /// Cores in all.
    public double cores() {
      return user + system;
    }
  }

  /// Percentiles in milliseconds.
  public record Times(
      long count, double p50, double p90, double p99, double p999, double p9999, double max) {
    static Times of(Histogram nanos) {
      return new Times(
          nanos.getTotalCount(),
          millis(nanos, 50),
          millis(nanos, 90),
          millis(nanos, 99),
          millis(nanos, 99.9),
          millis(nanos, 99.99),
          nanos.getMaxValue() / 1e6);
    }

    private static double millis(Histogram nanos, double percentile) {
      return nanos.getValueAtPercentile(percentile) / 1e6;
    }
  }

  static Run of(String subject, LoadTest.Load load, Watch watch, Figures figures) {
    pair(figures, "speech started", "cleared", Leg.BARGE_IN);
    pair(figures, "rung", "dialled", Leg.DIAL);
    var legs = new EnumMap<Leg, Times>(Leg.class);
    for (Leg leg : Leg.values()) {
      if (figures.leg(leg).getTotalCount() > 0) {
        legs.put(leg, Times.of(figures.leg(leg)));
      }
    }
    return new Run(
        subject,
        load.calls(),
        load.profile(),
        watch.seconds(),
        watch.cpu(figures.counted("frames spoken")),
        legs,
        new TreeMap<>(figures.counts()));
  }

  /// Times from what one process saw to what the other saw next in the same call.
  static void pair(Figures figures, String from, String to, Leg leg) {
    var begun = new HashMap<Integer, Deque<Long>>();
    for (Moment moment : figures.moments(from)) {
      begun.computeIfAbsent(moment.call(), _ -> new ArrayDeque<>()).add(moment.nanos());
    }
    for (Moment moment : figures.moments(to)) {
      Deque<Long> earlier = begun.getOrDefault(moment.call(), new ArrayDeque<>());
      Long last = null;
      while (!earlier.isEmpty() && earlier.peek() <= moment.nanos()) {
        last = earlier.remove();
      }
      if (last != null && moment.nanos() - last < PAIRED_NANOS) {
        figures.time(leg, moment.nanos() - last);
      }
    }
  }

  /// Frames that set out and never came, in either direction.
  public long lost() {
    long up = count("frames spoken") - count("frames heard");
    return Math.max(0, up) + back() + count("deltas lost");
  }

  private long back() {
    return profile == Profile.ECHO ? Math.max(0, count("frames heard") - count("deltas heard")) : 0;
  }

  /// How many of these were counted; 0 if none.
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /// Whether every frame came, and every call lasted until its caller hung up.
  public boolean whole() {
    return lost() == 0 && failures().isEmpty();
  }

  /// A leg's percentile, or 0 if nothing was timed there.
  public double millis(Leg leg, ToDoubleFunction<Times> percentile) {
    Times times = legs.get(leg);
    return times == null ? 0 : percentile.applyAsDouble(times);
  }

  /// Calls that were refused, or ended before their caller hung up, by why.
  public List<String> failures() {
    return counts.entrySet().stream()
        .filter(
            entry -> entry.getKey().startsWith("lost: ") || entry.getKey().startsWith("refused: "))
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .toList();
  }
}
