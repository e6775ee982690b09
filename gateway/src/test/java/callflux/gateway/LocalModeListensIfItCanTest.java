package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalModeListensIfItCanTest {
  private static final Map<String, String> LOCAL = Map.of("PORT", "0", "LOG_FORMAT", "json");

  @Test
  void withoutTheSpeechJarsAScriptAnswersAndTheLogSaysSo() throws Exception {
    try (var gateway =
        GatewayProcess.run(
            entry -> !entry.contains("sphinx4") && !entry.contains("freetts"), LOCAL)) {
      gateway.port();
      assertThat(gateway.said()).anyMatch(line -> line.contains("a script answers"));
    }
  }

  @Test
  void withThemItListensAtOnceAndHearsSoonAfter() throws Exception {
    try (var gateway = GatewayProcess.run(LOCAL)) {
      gateway.port();
      assertThat(gateway.said()).noneMatch(line -> line.contains("a script answers"));
      gateway.says("the receptionist can hear");
    }
  }

  @Test
  void aReceptionistThatCannotBeReadIsPointedAt() throws Exception {
    var environment = Map.of("PORT", "0", StandIn.RECEPTIONIST, "/nowhere", "LOG_FORMAT", "json");
    try (var gateway = GatewayProcess.run(environment)) {
      assertThat(gateway.exitCode()).isEqualTo(Main.CONFIG_INVALID);
      assertThat(gateway.complaints())
          .anyMatch(
              line -> line.contains(StandIn.RECEPTIONIST) && line.contains("receptionist.yaml"));
    }
  }
}
