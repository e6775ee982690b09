package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.GatewayProcess.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The process as a whole: what it says, and how it ends.
@Timeout(120)
class StartUpTest {
  private static final String CANARY = "canary7f3a";
  private static final Map<String, String> PRODUCTION =
      Map.of(
          "BIND", "127.0.0.1",
          "PORT", "0",
          "OPENAI_API_KEY", "sk-" + CANARY,
          "OPENAI_REALTIME_URL", "ws://127.0.0.1:1/",
          "TWILIO_AUTH_TOKEN", CANARY + "-auth-token",
          "TWILIO_ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef",
          "PUBLIC_URL", "https://voice.example.com");

  @Test
  void localModeServesAndStopsInOrder() throws Exception {
    try (var gateway = GatewayProcess.run(Map.of("PORT", "0"))) {
      int port = gateway.port();
      int admin = gateway.adminPort();
      gateway.says("make call");
      gateway.says("http://127.0.0.1:" + admin + "/calls");
      assertThat(GatewayProcess.get(port, "/readyz")).isEqualTo(new Answer(200, "ready\n"));
      assertThat(GatewayProcess.get(port, "/livez").status()).isEqualTo(200);
      assertThat(GatewayProcess.get(port, "/metrics").status()).isEqualTo(404);
      assertThat(GatewayProcess.get(admin, "/livez").status()).isEqualTo(200);
      assertThat(GatewayProcess.get(admin, "/readyz").status()).isEqualTo(200);
      assertThat(GatewayProcess.get(admin, "/metrics").body()).contains("callflux_insecure 1.0\n");

      gateway.terminate();

      assertThat(gateway.exitCode()).isZero();
      assertThat(gateway.said())
          .anyMatch(line -> line.contains("http://127.0.0.1:" + port + " in LOCAL MODE"))
          .anyMatch(line -> line.contains("WARN") && line.contains("nothing is signed"))
          .noneMatch(line -> line.startsWith("{"));
      assertThat(gateway.said().getLast()).endsWith("stopped ");
      assertThat(gateway.complaints()).isEmpty();
    }
  }

  @Test
  void productionLogsOneJsonObjectALine() throws Exception {
    try (var gateway = GatewayProcess.run(PRODUCTION)) {
      gateway.port();
      assertThat(GatewayProcess.get(gateway.adminPort(), "/metrics").body())
          .contains("callflux_insecure 0.0\n");

      gateway.terminate();

      assertThat(gateway.exitCode()).isZero();
      assertThat(gateway.said())
          .map(line -> JsonMapper.shared().readTree(line).get("message").asString())
          .startsWith("listening")
          .endsWith("stopping", "stopped");
      assertThat(gateway.said().toString() + gateway.complaints()).doesNotContain(CANARY);
    }
  }

  @Test
  void operatorChoosesTheLogsFormat() throws Exception {
    try (var gateway = GatewayProcess.run(Map.of("PORT", "0", "LOG_FORMAT", "json"))) {
      gateway.port();

      gateway.terminate();

      assertThat(gateway.exitCode()).isZero();
      assertThat(gateway.said())
          .allMatch(line -> line.startsWith("{\"@timestamp\""))
          .anyMatch(line -> line.contains("nothing is signed"));
    }
  }

  /// To check that address is to load much of Netty, which would have its loggers.
  @Test
  void localAddressOfAModelDoesNotSettleTheLogsFormat() throws Exception {
    var environment = Map.of("PORT", "0", "OPENAI_REALTIME_URL", "ws://127.0.0.1:1/");
    try (var gateway = GatewayProcess.run(environment)) {
      gateway.port();
      assertThat(gateway.said()).noneMatch(line -> line.startsWith("{"));
    }
  }

  @Test
  void brokenConfigurationIsToldAFaultALine() throws Exception {
    var environment = Map.of("PORT", "x", "TWILIO_AUTH_TOKEN", CANARY, "LOG_FORMAT", "xml");
    try (var gateway = GatewayProcess.run(environment)) {
      assertThat(gateway.exitCode()).isEqualTo(78);
      assertThat(gateway.said()).isEmpty();
      assertThat(gateway.complaints())
          .hasSize(6)
          .allMatch(line -> line.matches("callflux: [A-Z_]+: .+; .+"))
          .noneMatch(line -> line.contains(CANARY));
    }
  }

  @Test
  void takenPortIsToldInOneLine() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(other.getLocalPort());
      try (var gateway = GatewayProcess.run(Map.of("PORT", port))) {
        assertThat(gateway.exitCode()).isEqualTo(69);
        assertThat(gateway.complaints())
            .singleElement()
            .satisfies(line ->
                assertThat(line)
                    .startsWith("callflux: can't listen on 127.0.0.1:" + port + "; set PORT"));
      }
    }
  }

  @Test
  void takenAdminPortIsToldInOneLine() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(other.getLocalPort());
      try (var gateway = GatewayProcess.run(Map.of("PORT", "0", "ADMIN_PORT", port))) {
        assertThat(gateway.exitCode()).isEqualTo(69);
        assertThat(gateway.complaints())
            .singleElement()
            .satisfies(line ->
                assertThat(line)
                    .startsWith("callflux: can't listen on 127.0.0.1:" + port)
                    .contains("set ADMIN_PORT"));
      }
    }
  }

  @Test
  void adminPortServesOtherHostsOnlyWhenToldToAndSaysSo() throws Exception {
    try (var gateway = GatewayProcess.run(with("ADMIN_BIND", "0.0.0.0"))) {
      gateway.port();

      assertThat(gateway.said())
          .anyMatch(
              line -> line.contains("WARN") && line.contains("the admin port serves other hosts"));
    }
  }

  @Test
  void addressOfAnotherHostIsToldInOneLine() throws Exception {
    try (var gateway = GatewayProcess.run(with("BIND", "192.0.2.1"))) {
      assertThat(gateway.exitCode()).isEqualTo(69);
      assertThat(gateway.complaints())
          .singleElement()
          .satisfies(line -> assertThat(line).startsWith("callflux: can't listen on 192.0.2.1:0;"));
    }
  }

  @Test
  void jarThatLacksAClassEndsTheProcess() throws Exception {
    try (var gateway =
        GatewayProcess.run(entry -> !entry.contains("resilience4j"), Map.of("PORT", "0"))) {
      assertThat(gateway.exitCode()).isEqualTo(70);
      assertThat(gateway.complaints())
          .singleElement()
          .satisfies(line -> assertThat(line).contains("can't start", "NoClassDefFoundError"));
    }
  }

  @Test
  void fileThatChangesIsTakenWhileItRuns(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("callflux.yaml"), "agent: {name: first}");
    var environment = Map.of("PORT", "0", "CALLFLUX_CONFIG", file.toString());
    try (var gateway = GatewayProcess.run(environment)) {
      gateway.port();
      int admin = gateway.adminPort();

      Files.writeString(file, "agent: {name: second}");
      gateway.says("the configuration has changed numbers=");
      assertThat(GatewayProcess.get(admin, "/metrics").body())
          .contains("callflux_config_valid 1.0\n")
          .contains("callflux_config_reloads_total{result=\"taken\"} 1.0\n");

      Files.writeString(file, "agent: {nmae: third}");
      gateway.says("agent.nmae: is not a setting");
      assertThat(GatewayProcess.get(admin, "/metrics").body())
          .contains("callflux_config_valid 0.0\n")
          .contains("callflux_config_reloads_total{result=\"refused\"} 1.0\n");
    }
  }

  @Test
  void helpAndVersionAreGiven() throws Exception {
    try (var help = GatewayProcess.run(Map.of(), "--help");
        var version = GatewayProcess.run(Map.of(), "--version")) {
      assertThat(help.exitCode()).isZero();
      assertThat(help.said().toString()).contains("--local", "PUBLIC_URL", "CALLFLUX_CONFIG");
      assertThat(version.exitCode()).isZero();
      assertThat(version.said()).singleElement().asString().startsWith("callflux ");
    }
  }

  private static Map<String, String> with(String name, String value) {
    var environment = new HashMap<>(PRODUCTION);
    environment.put(name, value);
    return environment;
  }
}
