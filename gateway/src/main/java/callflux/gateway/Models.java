package callflux.gateway;

import callflux.codec.realtime.Dialect;
import callflux.gateway.agent.Agent;
import callflux.gateway.config.Secret;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import callflux.gateway.simulator.SimulatorServer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where models are: on their servers, or in a simulator that stands in for those that have none.
///
/// @param simulator absent where every server is real
record Models(@Nullable SimulatorServer simulator) {
  static final Models REAL = new Models(null);

  /// Whether every agent that can be called has a model.
  boolean areThere(GatewayConfig config) {
    return simulator != null || names(config).allMatch(config.upstreams()::containsKey);
  }

  /// Every server, by name.
  Map<String, RealtimeConfig> of(GatewayConfig config) {
    var all = new HashMap<>(config.upstreams());
    if (simulator != null) {
      names(config).forEach(name -> all.putIfAbsent(name, simulated(simulator)));
    }
    return all;
  }

  private static Stream<String> names(GatewayConfig config) {
    return Stream.concat(
            Stream.of(Agent.DEFAULT_UPSTREAM),
            config.agents().plans().stream().map(plan -> plan.agent().upstream()))
        .distinct();
  }

  private static RealtimeConfig simulated(SimulatorServer simulator) {
    return new RealtimeConfig(
        new Endpoint(simulator.url(), "simulator", "model", Map.of()),
        Access.bearer(new Secret("local")),
        Dialect.GA,
        Patience.DEFAULTS,
        BreakerSettings.DEFAULTS);
  }
}
