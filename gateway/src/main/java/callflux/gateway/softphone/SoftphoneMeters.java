package callflux.gateway.softphone;

import io.micrometer.core.instrument.MeterRegistry;

/// What the softphone counts besides what its media sockets do. Labels come from closed sets.
final class SoftphoneMeters {
  private final MeterRegistry registry;

  SoftphoneMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// A request was not believed.
  void refused(String reason) {
    registry.counter("callflux.softphone.refused", "reason", reason).increment();
  }

  /// A page was told what became of its call.
  void answered(String answer) {
    registry.counter("callflux.softphone.answers", "answer", answer).increment();
  }
}
