package callflux.gateway;

import callflux.gateway.agent.Agent;
import callflux.gateway.call.Calls;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.twilio.TwilioConfig;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that can be set, valid as a whole.
///
/// @param upstream where the model is; absent is a simulator of our own, on loopback
public record GatewayConfig(
    Listen listen,
    TwilioConfig twilio,
    @Nullable RealtimeConfig upstream,
    Agent agent,
    Calls.Terms terms) {

  /// Where to listen, and how to stop.
  ///
  /// @param bind address to bind to
  /// @param port to listen on; 0 is any that is free
  /// @param drain how long live calls may go on once the gateway is told to stop
  public record Listen(String bind, int port, Duration drain) {}

  /// Reads the environment, and the YAML file that its `CALLFLUX_CONFIG` names.
  ///
  /// @param local whether local mode is asked for, even with an OpenAI key
  /// @throws ConfigInvalid with every fault there is
  public static GatewayConfig read(Map<String, String> environment, boolean local)
      throws ConfigInvalid {
    return ConfigReader.read(environment, local);
  }

  /// Whether this is the mode that needs no account anywhere: loopback only, nothing signed.
  public boolean local() {
    return !twilio.signed();
  }
}
