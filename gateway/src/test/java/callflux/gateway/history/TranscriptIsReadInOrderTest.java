package callflux.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `GET /calls/{sid}/transcript`.
class TranscriptIsReadInOrderTest {
  private static final String PATH = "/calls/" + ACall.SID + "/transcript";

  private final Desk desk = Desk.over(new Shelf(List.of(ACall.whole())));

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void byPrograms() {
    var answer = desk.gets(PATH);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.headers().firstValue("cross-origin-resource-policy")).contains("same-origin");
    var call = JsonMapper.shared().readTree(answer.body());
    assertThat(call.get("began").asString()).isEqualTo("2026-11-27T09:14:03.250Z");
    assertThat(call.get("from").asString()).isEqualTo("+1202***0142");
    assertThat(told(call.get("entries")))
        .containsExactly(
            "{\"at_ms\":300,\"kind\":\"turn\",\"speaker\":\"agent\",\"heard\":\"Hello, how can I help"
                + " you?\",\"unheard\":\"\"}",
            "{\"at_ms\":3240,\"kind\":\"turn\",\"speaker\":\"caller\",\"words\":\"A cleaning on"
                + " Friday, please.\"}",
            "{\"at_ms\":4000,\"kind\":\"tool\",\"name\":\"book\",\"arguments\":\"{\\\"day\\\":"
                + "\\\"friday\\\"}\",\"output\":\"{\\\"ok\\\":true}\",\"failed\":false,\"ms\":12}",
            "{\"at_ms\":6100,\"kind\":\"turn\",\"speaker\":\"agent\",\"heard\":\"You are booked for"
                + " Friday\",\"unheard\":\" at half past ten.\"}",
            "{\"at_ms\":7900,\"kind\":\"interruption\"}",
            "{\"at_ms\":8000,\"kind\":\"keys\",\"digits\":\"42\"}",
            "{\"at_ms\":9000,\"kind\":\"gap\",\"cause\":\"not_transcribed\"}");
    assertThat(call.get("end").get("reason").asString()).isEqualTo("caller_hung_up");
    assertThat(call.get("end").get("cost_usd").decimalValue()).isEqualByComparingTo("0.0432");
    assertThat(call.get("end").get("timings").get("voice_to_voice_ms").intValue()).isEqualTo(640);
    assertThat(call.get("analysis").get("lead_score").intValue()).isEqualTo(72);
    assertThat(call.get("analysis").get("follow_ups").get(0).asString())
        .isEqualTo("Send the price list.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/html,application/xhtml+xml,*/*;q=0.8"})
  void byPeople(String accept) {
    var answer = desk.gets(PATH, "Accept", accept);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(answer.body().lines().toList()).isEqualTo(TranscriptText.lines(ACall.whole()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/calls/CAffffffffffffffffffffffffffffffff/transcript",
        "/calls/CA12/transcript",
        "/calls/..%2f..%2fetc%2fpasswd/transcript",
        "/calls//transcript"
      })
  void unlessThereIsNoSuchCall(String path) {
    var answer = desk.gets(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("\"what\":\"no such call is kept\"", "\"remedy\":");
  }

  private static List<String> told(JsonNode entries) {
    return StreamSupport.stream(entries.spliterator(), false).map(JsonNode::toString).toList();
  }
}
