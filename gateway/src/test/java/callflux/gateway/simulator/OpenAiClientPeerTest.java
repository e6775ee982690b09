package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// OpenAI's own client on the other end of the line. Needs Node, and `npm ci` in [#FOLDER].
@Tag("peer")
@EnabledIf("isInstalled")
class OpenAiClientPeerTest extends SimulatorTest {
  static final Path FOLDER = Path.of("src", "test", "node", "realtime");

  static boolean isInstalled() {
    return Files.isDirectory(FOLDER.resolve("node_modules"));
  }

  @Test
  void itHoldsASpokenTurnCallsAFunctionAndInterrupts() throws IOException, InterruptedException {
    SimulatorServer server =
        start(
            SimulatorConfig.local()
                .withBrain(Simulators.clerk())
                .withPace(new Pace(Duration.ofMillis(50), 4, Duration.ofMillis(20))));
    Process client =
        new ProcessBuilder("node", "turn.mjs", server.url())
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(client.waitFor()).as(said).isZero();
    assertThat(said).startsWith("ok: ");
    assertThat(server.sessions().getFirst().truncations()).isNotEmpty();
  }
}
