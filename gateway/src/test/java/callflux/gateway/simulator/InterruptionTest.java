package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InterruptionTest extends SimulatorTest {
  /// Slow enough for an answer not to be over before the test has interrupted it.
  private static final Pace SLOW = new Pace(Duration.ZERO, 0.5, Duration.ZERO);

  private final SimulatorConfig talkative = swift().withPace(SLOW);

  @Test
  void speechCutsTheAnswerAfterAFewLateDeltas() {
    var client = call(talkative);
    client.say("{'type':'response.create'}").await("response.output_audio.delta");
    client.forget();
    client.speak(200);

    JsonNode response = client.await("response.done").path("response");

    assertThat(response.path("status").stringValue()).isEqualTo("cancelled");
    assertThat(response.at("/status_details/reason").stringValue()).isEqualTo("turn_detected");
    assertThat(response.at("/output/0/status").stringValue()).isEqualTo("incomplete");
    List<String> types = sinceSpeech(client);
    assertThat(types.stream().filter("response.output_audio.delta"::equals).count())
        .isBetween(1L, 3L);
    assertThat(types.stream().filter(type -> !type.endsWith("delta")))
        .containsExactly(
            "input_audio_buffer.speech_started",
            "response.output_audio.done",
            "response.output_audio_transcript.done",
            "response.content_part.done",
            "conversation.item.done",
            "response.output_item.done",
            "response.done");
  }

  @Test
  void theNextTurnIsAnsweredAnew() {
    var client = call(talkative);
    client.say("{'type':'response.create'}").await("response.output_audio.delta");
    client.speak(300).silence(600);
    String cut = client.await("response.done").at("/response/id").stringValue();

    JsonNode next = client.await("response.created");

    assertThat(next.at("/response/id").stringValue()).isNotEqualTo(cut);
    client.await("response.output_audio.delta");
    assertThat(client.seen("response.done")).hasSize(1);
  }

  @Test
  void speechAfterTheAnswerWasMadeCutsNothing() {
    var client = call(swift());
    client.say("{'type':'response.create'}").await("rate_limits.updated");
    client.forget();
    client.speak(200).await("input_audio_buffer.speech_started");
    client.say("{'type':'input_audio_buffer.clear'}").await("input_audio_buffer.cleared");

    assertThat(client.types())
        .containsExactly("input_audio_buffer.speech_started", "input_audio_buffer.cleared");
  }

  @Test
  void speechBeforeTheFirstWordCutsAnAnswerWithoutItems() {
    var client = call(swift().withPace(new Pace(Duration.ofMinutes(1), 4, Duration.ZERO)));
    client.say("{'type':'response.create'}").await("response.created");
    client.speak(200);

    JsonNode response = client.await("response.done").path("response");

    assertThat(response.path("status").stringValue()).isEqualTo("cancelled");
    assertThat(response.path("output")).isEmpty();
  }

  @Test
  void whoMayNotInterruptIsNotAnsweredEither() {
    var client = connect(start(talkative));
    client.setUp(
        "'turn_detection':{'type':'server_vad','silence_duration_ms':200,"
            + "'interrupt_response':false}");
    client.say("{'type':'response.create'}").await("response.output_audio.delta");
    client.speak(200).silence(300);

    assertThat(client.error().path("code").stringValue())
        .isEqualTo("conversation_already_has_active_response");
    assertThat(client.types()).doesNotContain("response.done");
  }

  private static List<String> sinceSpeech(ScriptedClient client) {
    List<String> types = client.types();
    return types.subList(types.indexOf("input_audio_buffer.speech_started"), types.size());
  }
}
