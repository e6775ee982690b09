package callflux.gateway;

import static callflux.gateway.Configured.ACCOUNT;
import static callflux.gateway.Configured.OPS;
import static callflux.gateway.Configured.OTHER_ACCOUNT;
import static callflux.gateway.Configured.PRODUCTION;
import static callflux.gateway.Configured.SECOND_TOKEN;
import static callflux.gateway.Configured.TOKEN;
import static callflux.gateway.Configured.agent;
import static callflux.gateway.Configured.everySetting;
import static callflux.gateway.Configured.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.Dialect;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.gateway.GatewayConfig.Listen;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Caps;
import callflux.gateway.config.Secret;
import callflux.gateway.ops.OpsConfig;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.twilio.TwilioConfig;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is written in the environment gets to where it is used, and is enough.
class EnvironmentIsReadTest {
  @Test
  void environment() throws Exception {
    var config =
        GatewayConfig.read(
            Map.of(
                "PORT", "9090",
                "BIND", "10.1.2.3",
                "PUBLIC_URL", " https://voice.example.com:8443/ ",
                "OPENAI_API_KEY", "sk-key",
                "OPENAI_REALTIME_URL", "wss://voice.example/v1",
                "OPENAI_MODEL", "my-model",
                "TWILIO_AUTH_TOKEN", TOKEN,
                "TWILIO_AUTH_TOKEN_SECONDARY", SECOND_TOKEN,
                "TWILIO_ACCOUNT_SID", ACCOUNT + " , " + OTHER_ACCOUNT + "," + ACCOUNT,
                "LOG_FORMAT", "text"),
            false);

    assertThat(config.local()).isFalse();
    assertThat(config.listen())
        .isEqualTo(new Listen("10.1.2.3", 9090, Duration.ofMinutes(10), OPS));
    assertThat(config.twilio())
        .isEqualTo(
            new TwilioConfig(
                URI.create("https://voice.example.com:8443/"),
                List.of(new Secret(TOKEN), new Secret(SECOND_TOKEN)),
                Set.of(ACCOUNT, OTHER_ACCOUNT),
                true,
                config.twilio().apology()));
    assertThat(upstream(config).endpoint())
        .isEqualTo(new Endpoint("wss://voice.example/v1", "my-model", "model", Map.of()));
    assertThat(upstream(config).access()).isEqualTo(Access.bearer(new Secret("sk-key")));
  }

  @Test
  void environmentForTheOperator() throws Exception {
    var environment = new HashMap<>(PRODUCTION);
    environment.put("ADMIN_PORT", "9091");
    environment.put("ADMIN_BIND", "10.1.2.4");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.internal:4318");

    assertThat(GatewayConfig.read(environment, false).listen().ops())
        .isEqualTo(new OpsConfig("10.1.2.4", 9091, URI.create("http://collector.internal:4318")));
  }

  @Test
  void environmentGoesBeforeTheFile() throws Exception {
    var environment = Configured.environment(everySetting());
    environment.put("OPENAI_REALTIME_URL", "wss://other.example/v1");
    environment.put("OPENAI_MODEL", "other-model");

    var endpoint = upstream(GatewayConfig.read(environment, false)).endpoint();

    assertThat(endpoint.url()).isEqualTo("wss://other.example/v1");
    assertThat(endpoint.model()).isEqualTo("other-model");
  }

  @Test
  void productionNeedsNoMoreThanItsSecrets() throws Exception {
    var config = GatewayConfig.read(PRODUCTION, false);

    assertThat(config.local()).isFalse();
    assertThat(config.listen())
        .isEqualTo(new Listen("127.0.0.1", 8080, Duration.ofMinutes(10), OPS));
    assertThat(config.terms())
        .isEqualTo(
            new Calls.Terms(
                new Caps(1_000, 50, 200, 10, new Caps.Caller(2, 5, 30)), Duration.ofSeconds(60)));
    assertThat(upstream(config).endpoint()).isEqualTo(Endpoint.openai("gpt-realtime-2.1"));
    assertThat(upstream(config).dialect()).isEqualTo(Dialect.GA);
    assertThat(agent(config).greeting()).isNotBlank();
    assertThat(agent(config).limits())
        .isEqualTo(new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60)));
    assertThat(agent(config).session().turnDetection())
        .isEqualTo(new ServerVad(0.5, 300, 500, null, true, true));
  }

  @ParameterizedTest
  @CsvSource({"'', true, TEXT", "'', false, JSON", "json, true, JSON", "TEXT, false, TEXT"})
  void logFormat(String variable, boolean local, LogFormat format) {
    assertThat(LogFormat.of(Map.of("LOG_FORMAT", variable), local)).isEqualTo(format);
  }
}
