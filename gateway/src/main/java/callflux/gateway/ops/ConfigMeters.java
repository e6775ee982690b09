package callflux.gateway.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Shows whether the configuration file, as it is now, could be used, and how its changes went.
public final class ConfigMeters {
  private final Counter taken;
  private final Counter refused;
  private volatile boolean valid = true;

  public ConfigMeters(MeterRegistry registry) {
    this.taken = counter("taken", registry);
    this.refused = counter("refused", registry);
    Gauge.builder("callflux.config.valid", () -> valid ? 1 : 0)
        .description("0 while the configuration file is not valid and what it was before is in use")
        .register(registry);
  }

  /// A change was taken.
  public void taken() {
    valid = true;
    taken.increment();
  }

  /// A change was not.
  public void refused() {
    valid = false;
    refused.increment();
  }

  private static Counter counter(String result, MeterRegistry registry) {
    return Counter.builder("callflux.config.reloads")
        .description("Changes of the configuration file, by what came of them")
        .tag("result", result)
        .register(registry);
  }
}
