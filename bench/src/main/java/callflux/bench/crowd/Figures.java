package callflux.bench.crowd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// What one process of a load counted and timed. Confined to its event loop while it grows.
public final class Figures {
  private static final long LONGEST_NANOS = 120_000_000_000L;
  private static final int DIGITS = 3;

  /// What is timed, each from one end of the gateway to the other.
  public enum Leg {
    /// A caller's frame is due, to the model having its append.
    CALLER_TO_MODEL,
    /// The same from when the frame was sent, were it late: what the gateway adds.
    SENT_TO_MODEL,
    /// The model writes a delta, to the caller having its first media message.
    MODEL_TO_CALLER,
    /// There and back: only where every frame comes back.
    ROUND_TRIP,
    /// The model says that the caller speaks, to the caller having `clear`.
    BARGE_IN,
    /// A webhook is posted, to its TwiML being there.
    WEBHOOK,
    /// A webhook is posted, to the first byte at the model.
    DIAL,
    /// How late a caller's frame set out: the load's own fault, and part of the first and of the
    /// round trip.
    SENT_LATE
  }

  /// Something that happened to a call, to be paired with what another process saw.
  ///
  /// @param nanos by [System#nanoTime]
  public record Moment(int call, long nanos) {}

  private final Map<Leg, Histogram> legs = new EnumMap<>(Leg.class);
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, List<Moment>> moments = new TreeMap<>();

  /// Nothing yet.
  public Figures() {}

  /// One more time of a leg; less than none counts as none.
  public void time(Leg leg, long nanos) {
    leg(leg).recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
  }

  /// One more of these.
  public void count(String name) {
    count(name, 1);
  }

  /// So many more of these.
  public void count(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  void moment(String name, int call, long nanos) {
    moments.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Moment(call, nanos));
  }

  /// How many of these there were; 0 if none.
  public long counted(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /// All counts by name.
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /// What happened under this name, in order; nothing if nothing did.
  public List<Moment> moments(String name) {
    return List.copyOf(moments.getOrDefault(name, List.of()));
  }

  /// The times of a leg in nanoseconds, perhaps none.
  public Histogram leg(Leg leg) {
    return legs.computeIfAbsent(leg, _ -> new Histogram(LONGEST_NANOS, DIGITS));
  }

  /// Adds what another process counted.
  public void add(Figures other) {
    other.legs.forEach((leg, times) -> leg(leg).add(times));
    other.counts.forEach(this::count);
    other.moments.forEach(
        (name, more) -> moments.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(more));
  }

  /// As one process hands it to another.
  public record Parcel(
      Map<Leg, String> legs, Map<String, Long> counts, Map<String, List<Moment>> moments) {

    /// Fails if a histogram in it can't be read.
    public Figures open() {
      var figures = new Figures();
      figures.counts.putAll(counts);
      moments.forEach((name, list) -> figures.moments.put(name, new ArrayList<>(list)));
      legs.forEach((leg, text) -> figures.legs.put(leg, histogram(text)));
      return figures;
    }

    private static Histogram histogram(String text) {
      try {
        return Histogram.decodeFromCompressedByteBuffer(
            ByteBuffer.wrap(Base64.getDecoder().decode(text)), LONGEST_NANOS);
      } catch (DataFormatException e) {
        throw new IllegalArgumentException("no histogram", e);
      }
    }
  }

  /// Forgets all.
  void clear() {
    legs.clear();
    counts.clear();
    moments.clear();
  }

  Parcel pack() {
    var packed = new EnumMap<Leg, String>(Leg.class);
    legs.forEach((leg, times) -> {
      var buffer = ByteBuffer.allocate(times.getNeededByteBufferCapacity());
      int length = times.encodeIntoCompressedByteBuffer(buffer);
      packed.put(leg, Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)));
    });
    return new Parcel(packed, Map.copyOf(counts), Map.copyOf(moments));
  }
}
