package callflux.gateway.tool;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.Tool.Method;
import callflux.gateway.call.ToolResult;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A tool goes where the operator allows, by the address that it connects to.
class ToolsGoWhereTheyMayTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  /// By its number or by a name that leads to it.
  @ParameterizedTest
  @ValueSource(
      strings = {"https://127.0.0.1", "https://localhost", "https://[::1]", "http://127.0.0.1"})
  void nothingIsSentWhereItMayNotGo(String origin) throws Exception {
    try (var bench = new Bench(new ToolsConfig(false, false));
        var server = new ServerSocket(0)) {
      var url = origin + ":" + server.getLocalPort() + "/";

      assertThat(Bench.output(bench.run(Method.GET, url, LONG)).result())
          .isEqualTo(ToolResult.FORBIDDEN_ADDRESS);

      server.setSoTimeout(200);
      assertThat(accepted(server)).isFalse();
    }
  }

  private static boolean accepted(ServerSocket server) throws Exception {
    try (var _ = server.accept()) {
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }
}
