package callflux.gateway;

import callflux.gateway.agent.Agent;
import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.call.Calls;
import callflux.gateway.config.ConfigFile;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.ops.OpsConfig;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.softphone.SoftphoneConfig;
import callflux.gateway.spend.SpendConfig;
import callflux.gateway.tool.ToolsConfig;
import callflux.gateway.twilio.TwilioConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that can be set, valid as a whole.
///
/// @param upstreams where models are, by name; in local mode a simulator of our own, on loopback,
///   stands in for those that are absent
/// @param agents who answers which number
/// @param spend what calls cost, and may cost
/// @param tools where tools may go
/// @param softphone who may call from a browser
/// @param archive what is kept of calls; absent is nothing
public record GatewayConfig(
    Listen listen,
    TwilioConfig twilio,
    Map<String, RealtimeConfig> upstreams,
    AgentDirectory agents,
    Calls.Terms terms,
    SpendConfig spend,
    ToolsConfig tools,
    SoftphoneConfig softphone,
    @Nullable ArchiveConfig archive) {
  public GatewayConfig {
    upstreams = Map.copyOf(upstreams);
  }

  /// Where to listen, how to stop, and where an operator looks.
  ///
  /// @param bind address to bind to
  /// @param port to listen on; 0 is any that is free
  /// @param drain how long live calls may go on once the gateway is told to stop
  public record Listen(String bind, int port, Duration drain, OpsConfig ops) {}

  /// Reads the environment, and the YAML file that its `CALLFLUX_CONFIG` names.
  ///
  /// @param local whether local mode is asked for, even with an OpenAI key
  /// @throws ConfigInvalid with every fault there is
  public static GatewayConfig read(Map<String, String> environment, boolean local)
      throws ConfigInvalid {
    return file(environment, local).read();
  }

  /// The same, to be read and then watched.
  public static ConfigFile<GatewayConfig> file(Map<String, String> environment, boolean local) {
    return new ConfigFile<>(sources -> ConfigReader.read(environment, local, sources));
  }

  /// Where the model of most agents is; absent is the simulator.
  public @Nullable RealtimeConfig upstream() {
    return upstreams.get(Agent.DEFAULT_UPSTREAM);
  }

  /// Where the gateway itself finds its public port.
  ///
  /// @param port that it listens on
  URI ownUrl(int port) {
    var host = listen.bind().contains(":") ? "[" + listen.bind() + "]" : listen.bind();
    return URI.create("http://" + host + ":" + port);
  }

  /// Whether this is the mode that needs no account anywhere: loopback only, nothing signed.
  public boolean local() {
    return !twilio.signed();
  }
}
