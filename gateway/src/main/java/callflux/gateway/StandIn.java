package callflux.gateway;

import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Fault;
import callflux.gateway.simulator.Brain;
import callflux.gateway.simulator.ScriptedBrain;
import callflux.gateway.simulator.local.LocalBrain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who answers when there is no model to ask: one that listens, if it can be had, else a script.
public final class StandIn {
  /// Names a directory with a receptionist of the user's own.
  static final String RECEPTIONIST = "CALLFLUX_RECEPTIONIST";

  private static final Logger log = LoggerFactory.getLogger(StandIn.class);

  private StandIn() {}

  /// Whoever can be had here.
  ///
  /// @throws ConfigInvalid if the receptionist's files can't be used
  public static Brain of(GatewayConfig config, Map<String, String> environment)
      throws ConfigInvalid {
    if (Models.REAL.areThere(config)) {
      return new ScriptedBrain();
    }
    if (!LocalBrain.canBeHad()) {
      log.atWarn()
          .addKeyValue("missing", "speech/*.jar")
          .log("nobody can hear or speak here: a script answers, whatever is said");
      return new ScriptedBrain();
    }
    String directory = environment.getOrDefault(RECEPTIONIST, "");
    try {
      return LocalBrain.load(directory.isBlank() ? null : Path.of(directory));
    } catch (IOException e) {
      throw new ConfigInvalid(
          List.of(
              new Fault(
                  RECEPTIONIST,
                  "can't be used: " + e.getMessage(),
                  "see receptionist.yaml in the sources for what it holds")));
    }
  }
}
