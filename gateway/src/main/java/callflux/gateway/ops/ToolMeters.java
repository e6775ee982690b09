package callflux.gateway.ops;

import callflux.gateway.call.CallEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// What comes of function calls, and how long they take. `tool` is a name of the configuration's,
/// or `unknown`.
final class ToolMeters {
  private static final String TOOL = "tool";

  private final MeterRegistry registry;

  ToolMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void answered(CallEvent.ToolAnswered answered) {
    Counter.builder("callflux.tool.calls")
        .description("Function calls, by what came of them")
        .tag(TOOL, answered.tool())
        .tag("result", answered.result().label())
        .register(registry)
        .increment();
    Timer.builder("callflux.tool")
        .description("From a function call to what the model is told of it")
        .tag(TOOL, answered.tool())
        .serviceLevelObjectives(
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30))
        .register(registry)
        .record(answered.took());
  }
}
