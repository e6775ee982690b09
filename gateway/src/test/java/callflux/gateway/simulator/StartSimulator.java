package callflux.gateway.simulator;

/// Runs a simulator by itself, until it is killed.
final class StartSimulator {
  private StartSimulator() {}

  /// Starts it.
  ///
  /// @param arguments a port, or nothing for any that is free
  public static void main(String[] arguments) {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    SimulatorServer server =
        Simulators.start(SimulatorConfig.local().withBrain(Simulators.clerk()).withPort(port));
    System.out.println(server.url());
    server.onDispose().block();
  }
}
