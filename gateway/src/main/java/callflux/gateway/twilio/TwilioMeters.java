package callflux.gateway.twilio;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What Twilio's side counts. Labels come from closed sets; those counted for every frame are
/// looked up once, here.
final class TwilioMeters {

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
  private final Map<Dropped, Counter> dropped = new EnumMap<>(Dropped.class);
  private final Counter framesIn;
  private final Counter framesOut;

  TwilioMeters(MeterRegistry registry) {
    this.registry = registry;
    for (var reason : Dropped.values()) {
      dropped.put(
          reason,
          registry.counter(
              "callflux.twilio.dropped", "reason", reason.name().toLowerCase(Locale.ROOT)));
    }
    framesIn = registry.counter("callflux.twilio.frames", "direction", "in");
    framesOut = registry.counter("callflux.twilio.frames", "direction", "out");
  }

  void frameIn() {
    framesIn.increment();
  }

  void frameOut() {
    framesOut.increment();
  }

  void dropped(Dropped reason) {
    registered(reason).increment();
  }

  /// A media socket was given up: its far end broke a rule, or was lost.
  void violation(String reason) {
    registry.counter("callflux.twilio.violations", "reason", reason).increment();
  }

  /// A request was not believed.
  void authFailure(String reason) {
    registry.counter("callflux.twilio.auth.failures", "reason", reason).increment();
  }

  /// A voice webhook was answered.
  void answered(String answer) {
    registry.counter("callflux.twilio.answers", "answer", answer).increment();
  }

  /// Twilio told of a stream: it started, stopped or failed.
  void streamEvent(String event) {
    registry.counter("callflux.twilio.stream.events", "event", event).increment();
  }

  private Counter registered(Dropped reason) {
    var counter = dropped.get(reason);
    if (counter == null) {
      throw new IllegalStateException("every reason was registered");
    }
    return counter;
  }
}
