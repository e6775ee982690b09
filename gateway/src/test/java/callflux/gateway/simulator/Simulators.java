package callflux.gateway.simulator;

import java.time.Duration;
import java.util.Objects;

/// Starts simulators for tests.
final class Simulators {
  private Simulators() {}

  static SimulatorServer start(SimulatorConfig config) {
    return Objects.requireNonNull(SimulatorServer.start(config).block(Duration.ofSeconds(30)));
  }
}
