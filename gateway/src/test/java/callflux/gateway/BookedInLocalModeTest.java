package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.simulator.Brain;
import callflux.gateway.simulator.Brain.Reply;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A whole gateway without a key, whose receptionist books in the diary that the gateway serves.
class BookedInLocalModeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ARGUMENTS =
      "{\"service\":\"cleaning\",\"day\":\"tuesday\",\"time\":\"10:30\"}";

  /// Books whatever is said, and reads back what came of it.
  private static final Brain CLERK =
      turn -> {
        if (!turn.toolOutputs().isEmpty()) {
          return Reply.words(turn.toolOutputs().getFirst());
        }
        return turn.callerTurns() == 0
            ? Reply.words("Hello.")
            : Reply.call("book_appointment", ARGUMENTS);
      };

  private final SimulatorServer simulator =
      Objects.requireNonNull(
          SimulatorServer.start(SimulatorConfig.local().withBrain(CLERK)).block(PATIENCE));

  @AfterEach
  void stop() {
    simulator.dispose();
  }

  @Test
  void whatIsBookedIsOnThePageAndCounted() throws Exception {
    try (var gateway =
        LiveGateway.start(
            Map.of("OPENAI_REALTIME_URL", simulator.url(), "OPENAI_API_KEY", "any"))) {
      assertThat(gateway.answers("/local/appointments").body())
          .isEqualTo("{\"appointments\":[],\"transfers\":[]}");
      try (var phone = gateway.isCalled()) {
        phone.hears("mark").speaks();

        assertThat(gateway.answers("/local/appointments", "tuesday"))
            .contains("\"service\":\"cleaning\",\"day\":\"tuesday\",\"time\":\"10:30\",\"caller\":")
            .doesNotContain(Phone.CALLER);
      }
      gateway.isIdle();
      assertThat(gateway.shows("/metrics").body())
          .contains("callflux_tool_calls_total{result=\"ok\",tool=\"book_appointment\"} 1.0")
          .contains("callflux_tool_seconds_count{tool=\"book_appointment\"} 1");
    }
  }
}
