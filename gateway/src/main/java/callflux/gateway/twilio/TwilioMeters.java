package callflux.gateway.twilio;

import io.micrometer.core.instrument.MeterRegistry;

/// What Twilio's side counts besides what its media sockets do. Labels come from closed sets.
final class TwilioMeters {
  private final MeterRegistry registry;

  TwilioMeters(MeterRegistry registry) {
    this.registry = registry;
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
}
