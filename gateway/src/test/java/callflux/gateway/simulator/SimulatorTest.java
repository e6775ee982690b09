package callflux.gateway.simulator;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// A simulator and its clients, for one test.
class SimulatorTest {
  private final List<AutoCloseable> open = new ArrayList<>();

  /// Answers at once and as fast as it can, with the scripted brain.
  SimulatorConfig swift() {
    return SimulatorConfig.local().withPace(Pace.instant());
  }

  SimulatorServer start(SimulatorConfig config) {
    SimulatorServer server = Simulators.start(config);
    open.add(server::disposeNow);
    return server;
  }

  ScriptedClient connect(SimulatorServer server) {
    return connect(server, "");
  }

  /// A client that asks for more than a model.
  ///
  /// @param query such as `&fault=pings`
  ScriptedClient connect(SimulatorServer server, String query) {
    var client = ScriptedClient.connect(server, query);
    open.add(client);
    return client;
  }

  /// A client of a simulator of its own, set up for the telephone.
  ScriptedClient call(SimulatorConfig config) {
    return connect(start(config)).setUp();
  }

  @AfterEach
  void hangUp() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }
}
