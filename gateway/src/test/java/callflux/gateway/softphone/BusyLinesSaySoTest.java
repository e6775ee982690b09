package callflux.gateway.softphone;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.Door;
import callflux.gateway.agent.OpeningHours;
import callflux.gateway.agent.OpeningHours.Closed;
import callflux.gateway.agent.Overflow;
import callflux.gateway.softphone.SoftphoneConfig.Access;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A page whose call is turned away is told why, and what a telephone would have heard.
class BusyLinesSaySoTest {

  @Test
  void outOfHours() {
    var never = new OpeningHours(ZoneId.of("UTC"), Map.of(), new Closed("Come back.", "en-US"));
    try (var rig = new Rig(Access.THIS_HOST, Rig.directory(Door.PLAIN, never), 10)) {
      var answer = rig.posts("/phone/calls", "");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("{\"reason\":\"closed\",\"say\":\"Come back.\"}");
      assertThat(rig.calls.admitted()).isZero();
    }
  }

  @Test
  void noRoom() {
    var door = new Door(null, null, new Overflow.Say("Every line is busy.", "en-US"));
    try (var rig = new Rig(Access.THIS_HOST, Rig.directory(door, null), 1)) {
      assertThat(rig.posts("/phone/calls", "").status()).isEqualTo(200);

      assertThat(rig.posts("/phone/calls", "").body())
          .isEqualTo("{\"reason\":\"full\",\"say\":\"Every line is busy.\"}");
      assertThat(rig.posts("/phone/calls", "agent=sales").body())
          .isEqualTo("{\"reason\":\"full\",\"say\":null}");
      assertThat(rig.feeds.size()).isEqualTo(1);
      assertThat(rig.counted("answers", "full")).isEqualTo(2);
    }
  }

  @Test
  void noneOfItsOwn() {
    var door = new Door(1, null, new Overflow.Busy());
    try (var rig = new Rig(Access.THIS_HOST, Rig.directory(door, null), 10)) {
      assertThat(rig.posts("/phone/calls", "").status()).isEqualTo(200);

      assertThat(rig.posts("/phone/calls", "").json().get("reason").asString())
          .isEqualTo("number_full");
      assertThat(rig.posts("/phone/calls", "agent=sales").status()).isEqualTo(200);
    }
  }

  @Test
  void theGatewayStops() {
    try (var rig = Rig.local()) {
      rig.calls.drain(Duration.ofSeconds(1)).block();

      assertThat(rig.posts("/phone/calls", "").json().get("reason").asString())
          .isEqualTo("draining");
    }
  }
}
