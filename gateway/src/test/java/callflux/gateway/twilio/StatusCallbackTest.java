package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Twilio tells of a call that waits for its media socket.
class StatusCallbackTest {
  private final Rig rig = new Rig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "busy", "failed", "no-answer", "canceled"})
  void lastStatusEndsACallThatWaits(String status) {
    rig.streamUrl();

    assertThat(tells(Rig.incoming("CallStatus", status))).isEqualTo(204);

    assertThat(rig.calls.admitted()).isZero();
    rig.model.line().isClosed();
  }

  @ParameterizedTest(name = "80 {0}")
  @MethodSource("noConcern")
  void whatIsOfNoConcernIsLetPass(String row, Map<String, List<String>> form) {
    rig.streamUrl();

    assertThat(tells(form)).isEqualTo(204);

    assertThat(rig.calls.admitted()).isEqualTo(1);
  }

  static Stream<Arguments> noConcern() {
    var ofAnother = Rig.incoming("CallStatus", "completed");
    ofAnother.put("CallSid", List.of("CA" + "f".repeat(32)));
    return Stream.of(
        Arguments.of("status that does not exist", Rig.incoming("CallStatus", "hacked")),
        Arguments.of("status that ends nothing", Rig.incoming("CallStatus", "in-progress")),
        Arguments.of("unknown call", ofAnother),
        Arguments.of("unknown event", Rig.incoming("StreamEvent", "stream-hacked")));
  }

  private int tells(Map<String, List<String>> form) {
    return rig.posts(StatusWebhook.PATH, form).status();
  }
}
