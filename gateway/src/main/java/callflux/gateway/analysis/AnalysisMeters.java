package callflux.gateway.analysis;

import callflux.gateway.archive.Analysis;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/// Shows how the reading of calls goes. Labels are code words.
final class AnalysisMeters {
  private static final double MICROS = 1e6;
  private static final String RESULT = "result";

  private final MeterRegistry registry;
  private final Counter usd;

  AnalysisMeters(MeterRegistry registry) {
    this.registry = registry;
    this.usd =
        Counter.builder("callflux.analysis.usd")
            .description("What reading calls has cost, in US dollars")
            .register(registry);
  }

  /// Shows how many calls are being read, or wait for another attempt.
  void watch(Supplier<Number> waiting) {
    Gauge.builder("callflux.analysis.waiting", waiting)
        .description("Calls being read, or waiting for another attempt")
        .register(registry);
  }

  /// A model's server was asked.
  void tried(String result) {
    registry.counter("callflux.analysis.tries", RESULT, result).increment();
  }

  /// A call was read, or could not be.
  void kept(Analysis analysis) {
    usd.increment(analysis.costMicros() / MICROS);
    registry
        .counter("callflux.analysis.calls", RESULT, analysis.findings() == null ? "failed" : "ok")
        .increment();
  }

  /// The webhook was told, or could not be.
  void told(String result) {
    registry.counter("callflux.webhook.deliveries", RESULT, result).increment();
  }
}
