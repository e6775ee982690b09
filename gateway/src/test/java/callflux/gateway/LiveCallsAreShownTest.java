package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an operator sees of a call while it lasts, through the whole gateway.
@Timeout(120)
class LiveCallsAreShownTest {

  @Test
  void fromItsFirstSoundToItsEnd() throws Exception {
    try (var gateway = LiveGateway.start(Map.of())) {
      try (var phone = gateway.isCalled().hears("media")) {
        var greeted = gateway.showsCall("state", "speaking");
        assertThat(greeted.get("turns").intValue()).isZero();
        assertThat(greeted.get("frames_out").intValue()).isPositive();
        assertThat(greeted.has("voice_to_voice_ms")).isFalse();

        phone.speaks().hears("clear").hears("media");

        var answered = gateway.showsCall("turns", "1");
        assertThat(answered.get("barge_ins").intValue()).isOne();
        assertThat(answered.get("frames_in").intValue()).isEqualTo(60);
        assertThat(answered.get("voice_to_voice_ms").intValue()).isPositive();
        assertThat(names(answered))
            .contains(
                "session_ready",
                "set_up",
                "first_audio",
                "caller_spoke",
                "cleared",
                "caller_paused",
                "answer_began");
        assertThat(event(answered, "answer_began").get("share_ms").doubleValue()).isPositive();
        assertThat(gateway.showsCall("state", "silent").get("sid").asString()).isEqualTo(Phone.SID);
        isListed(gateway.shows("/calls").body());
      }
      gateway.isIdle();

      assertThat(gateway.shows("/calls").body()).isEqualTo("{\"calls\":[]}");
      assertThat(gateway.shows("/calls/" + Phone.SID).status()).isEqualTo(404);
    }
  }

  private static void isListed(String page) {
    var call = JsonMapper.shared().readTree(page).get("calls").get(0);
    assertThat(call.get("sid").asString()).isEqualTo(Phone.SID);
    assertThat(call.get("number").asString()).isEqualTo("default");
    assertThat(call.get("agent").asString()).isEqualTo("receptionist");
    assertThat(call.get("from").asString()).isEqualTo("+1415***0100");
    assertThat(call.get("since").asString()).endsWith("Z");
    assertThat(call.has("events")).isFalse();
    assertThat(page).doesNotContain(Phone.CALLER, Phone.CALLED);
  }

  private static Iterable<String> names(JsonNode call) {
    return StreamSupport.stream(call.get("events").spliterator(), false)
        .map(event -> event.get("event").asString())
        .toList();
  }

  private static JsonNode event(JsonNode call, String name) {
    return StreamSupport.stream(call.get("events").spliterator(), false)
        .filter(event -> event.get("event").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
