package callflux.gateway;

import static callflux.gateway.Configured.agent;
import static callflux.gateway.Configured.everySetting;
import static callflux.gateway.Configured.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.Caps;
import callflux.gateway.realtime.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Without a setting a gateway runs in local mode, and with some it may.
class LocalModeNeedsNothingTest {
  @TempDir private Path folder;

  @Test
  void nothingAtAllIsLocalMode() throws Exception {
    var config = GatewayConfig.read(Map.of(), false);

    assertThat(config.local()).isTrue();
    assertThat(config.upstream()).isNull();
    assertThat(config.listen().bind()).isEqualTo("127.0.0.1");
    assertThat(config.terms().caps())
        .isEqualTo(new Caps(1_000, Caps.UNLIMITED, Caps.UNLIMITED, 10, Caps.Caller.FREE));
    assertThat(config.twilio().publicUrl()).hasToString("http://127.0.0.1:8080");
  }

  @Test
  void blankSecretsAreNone() throws Exception {
    var blank = Map.of("OPENAI_API_KEY", "", "TWILIO_AUTH_TOKEN", " ", "TWILIO_ACCOUNT_SID", "");
    assertThat(GatewayConfig.read(blank, false).local()).isTrue();
  }

  @Test
  void localModeWithAKeyTalksToTheModel() throws Exception {
    var config = GatewayConfig.read(Map.of("OPENAI_API_KEY", "sk-key"), true);

    assertThat(config.local()).isTrue();
    assertThat(upstream(config).endpoint().url()).isEqualTo(Endpoint.OPENAI);
  }

  @Test
  void localServerNeedsNoKey() throws Exception {
    var config = GatewayConfig.read(Map.of("OPENAI_REALTIME_URL", "ws://127.0.0.1:9000/v1"), false);

    assertThat(config.local()).isTrue();
    assertThat(upstream(config).access().key()).isNull();
  }

  @Test
  void loopbackHasASixthVersion() throws Exception {
    var config = GatewayConfig.read(Map.of("BIND", "::1"), false);
    assertThat(config.twilio().publicUrl()).hasToString("http://[::1]:8080");
  }

  @Test
  void receptionistAnswersInLocalModeIfNobodyElseIsNamed() throws Exception {
    var receptionist = agent(GatewayConfig.read(Map.of(), false));

    assertThat(receptionist.name()).isEqualTo("receptionist");
    assertThat(receptionist.session().transcription()).isNotNull();
    assertThat(receptionist.tools())
        .extracting(tool -> tool.name() + " " + tool.endpoint().url())
        .containsExactly(
            "book_appointment /local/appointments/book",
            "change_appointment /local/appointments/change",
            "cancel_appointment /local/appointments/cancel",
            "list_appointments /local/appointments/list",
            "transfer_to_person /local/appointments/transfer");
    assertThat(receptionist.session().tools()).hasSize(5);
  }

  @Test
  void whoeverIsNamedAnswersInLocalModeToo() throws Exception {
    var file = written("agent: {voice: marin}").toString();

    var agent = agent(GatewayConfig.read(Map.of("CALLFLUX_CONFIG", file), true));

    assertThat(agent.name()).isEqualTo("default");
    assertThat(agent.tools()).isEmpty();
  }

  @Test
  void furtherServerWithoutAKeyIsSimulatedInLocalMode() throws Exception {
    var environment = Map.of("CALLFLUX_CONFIG", everySetting().toString());

    assertThat(GatewayConfig.read(environment, true).upstreams()).doesNotContainKey("azure");
  }

  @Test
  void headerWhoseSecretIsMissingIsLeftOutInLocalMode() throws Exception {
    var file = everySetting().toString();

    assertThat(agent(GatewayConfig.read(Map.of("CALLFLUX_CONFIG", file), true)).tools())
        .singleElement()
        .satisfies(tool -> assertThat(tool.endpoint().headers()).isEmpty());
  }

  private Path written(String yaml) throws Exception {
    return Files.writeString(folder.resolve("callflux.yaml"), yaml);
  }
}
