package callflux.gateway;

import callflux.gateway.agent.Agent;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.ops.OpsConfig;
import callflux.gateway.realtime.RealtimeConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Configurations for tests, and what is in them.
final class Configured {
  static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  static final String OTHER_ACCOUNT = "ACfedcba9876543210fedcba9876543210";
  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final String SECOND_TOKEN = "fedcba9876543210fedcba9876543210";
  static final Map<String, String> PRODUCTION =
      Map.of(
          "OPENAI_API_KEY",
          "sk-key",
          "TWILIO_AUTH_TOKEN",
          TOKEN,
          "TWILIO_ACCOUNT_SID",
          ACCOUNT,
          "PUBLIC_URL",
          "https://voice.example.com");

  static final OpsConfig OPS = new OpsConfig("127.0.0.1", 8081, null);

  private Configured() {}

  static Path everySetting() throws Exception {
    return resource("every-setting.yaml");
  }

  static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(Configured.class.getResource(name)).toURI());
  }

  static GatewayConfig with(Path file) throws ConfigInvalid {
    return GatewayConfig.read(environment(file), false);
  }

  /// Production's, and all secrets that a file may name.
  static Map<String, String> environment(Path file) {
    var environment = new HashMap<>(PRODUCTION);
    environment.put("CALLFLUX_CONFIG", file.toString());
    environment.put("AZURE_KEY", "azure-key");
    environment.put("CRM_TOKEN", "crm-token");
    environment.put("READER_KEY", "reader-key");
    environment.put("CRM_SECRET", "crm-secret-crm-secret");
    return environment;
  }

  static Agent agent(GatewayConfig config) {
    return config.agents().plan("+493012345678").orElseThrow().agent();
  }

  static RealtimeConfig upstream(GatewayConfig config) {
    return Objects.requireNonNull(config.upstream());
  }
}
