package callflux.gateway;

import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Settings;
import callflux.gateway.config.Sources;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A configuration file on its own, looked at where no secret is set: what the environment lacks is
/// not the file's fault.
///
/// @param models by the name of the server: what it runs for agents that ask for none
record OfflineConfig(GatewayConfig config, Map<String, String> models) {

  /// @param file absent is an empty one
  /// @throws ConfigInvalid with every fault there is in the file
  static OfflineConfig read(@Nullable String file) throws ConfigInvalid {
    LogFormat.TEXT.choose();
    var environment = new HashMap<String, String>();
    if (file != null) {
      environment.put(ConfigReader.FILE, file);
    }
    var model = System.getenv(UpstreamReader.MODEL);
    if (model != null) {
      environment.put(UpstreamReader.MODEL, model); // which voices there are depends on it
    }
    var config = ConfigReader.check(environment, new Sources());
    var settings = Settings.of(environment, ConfigReader.FILE, new Sources());
    return new OfflineConfig(config, UpstreamReader.read(settings, true).models());
  }
}
