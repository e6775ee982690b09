package callflux.gateway.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What one side's media sockets count, under that side's own name: `callflux.twilio.frames`, and
/// so on. Labels come from closed sets; those counted for every frame are looked up once, here.
public final class StreamMeters {

  /// Why a message was passed over.
  enum Dropped {
    BAD_JSON,
    UNKNOWN_EVENT,
    WRONG_STREAM,
    BAD_MEDIA,
    OUTBOUND_TRACK,
    BAD_DIGIT,
    BAD_MARK
  }

  private final MeterRegistry registry;
  private final String side;
  private final Map<Dropped, Counter> dropped = new EnumMap<>(Dropped.class);
  private final Counter framesIn;
  private final Counter framesOut;

  /// @param side what the names begin with, such as `callflux.twilio`
  public StreamMeters(MeterRegistry registry, String side) {
    this.registry = registry;
    this.side = side;
    for (var reason : Dropped.values()) {
      dropped.put(
          reason,
          registry.counter(side + ".dropped", "reason", reason.name().toLowerCase(Locale.ROOT)));
    }
    framesIn = registry.counter(side + ".frames", "direction", "in");
    framesOut = registry.counter(side + ".frames", "direction", "out");
  }

  void frameIn() {
    framesIn.increment();
  }

  void frameOut() {
    framesOut.increment();
  }

  void dropped(Dropped reason) {
    var counter = dropped.get(reason);
    if (counter == null) {
      throw new IllegalStateException("every reason was registered");
    }
    counter.increment();
  }

  /// A media socket was given up: its far end broke a rule, or was lost.
  void violation(String reason) {
    registry.counter(side + ".violations", "reason", reason).increment();
  }
}
