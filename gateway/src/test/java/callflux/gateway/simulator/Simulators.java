package callflux.gateway.simulator;

import java.time.Duration;
import java.util.Objects;

/// Starts simulators for tests.
final class Simulators {
  private Simulators() {}

  static SimulatorServer start(SimulatorConfig config) {
    return Objects.requireNonNull(SimulatorServer.start(config).block(Duration.ofSeconds(30)));
  }

  /// A brain that looks up an order in the caller's first turn, before it answers.
  static Brain clerk() {
    var words = new ScriptedBrain();
    return turn ->
        turn.callerTurns() == 1 && turn.toolOutputs().isEmpty()
            ? Brain.Reply.call("find_order", "{\"order\":\"A-17\"}")
            : words.answer(turn);
  }
}
