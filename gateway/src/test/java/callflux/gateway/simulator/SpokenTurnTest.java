package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SpokenTurnTest {
  private final SimulatorServer server =
      Simulators.start(SimulatorConfig.local().withPace(Pace.instant()));
  private final ScriptedClient client = ScriptedClient.connect(server);

  @AfterEach
  void hangUp() {
    client.close();
    server.disposeNow();
  }

  @Test
  void theCallerSpeaksAndIsAnswered() {
    client.setUp();
    client.forget();
    client.silence(200).speak(1_000).silence(600);
    client.await("rate_limits.updated");

    assertThat(client.types().stream().filter(type -> !type.endsWith("delta")))
        .containsExactly(
            "input_audio_buffer.speech_started",
            "input_audio_buffer.speech_stopped",
            "input_audio_buffer.committed",
            "conversation.item.added",
            "conversation.item.done",
            "response.created",
            "response.output_item.added",
            "conversation.item.added",
            "response.content_part.added",
            "response.output_audio.done",
            "response.output_audio_transcript.done",
            "response.content_part.done",
            "conversation.item.done",
            "response.output_item.done",
            "response.done",
            "rate_limits.updated");
  }

  @Test
  void theAnswerIsAsLongAsItsWords() {
    client.setUp();
    client.say("{'type':'response.create'}");
    JsonNode done = client.await("response.done");

    String transcript = done.at("/response/output/0/content/0/transcript").stringValue();
    int millis =
        client.seen("response.output_audio.delta").stream()
            .mapToInt(delta -> frame(delta).millis())
            .sum();
    assertThat(transcript).isEqualTo(new ScriptedBrain().greeting());
    assertThat(millis)
        .isBetween(transcript.length() * 1_000 / 16, transcript.length() * 1_000 / 12);
  }

  @Test
  void transcriptDeltasMakeTheTranscript() {
    client.setUp();
    client.say("{'type':'response.create'}");
    JsonNode done = client.await("response.output_audio_transcript.done");

    List<String> deltas =
        client.seen().stream()
            .filter(event ->
                ScriptedClient.type(event).equals("response.output_audio_transcript.delta"))
            .map(event -> event.path("delta").stringValue())
            .toList();
    assertThat(deltas).hasSizeGreaterThan(3);
    assertThat(String.join("", deltas)).isEqualTo(done.path("transcript").stringValue());
  }

  private static MediaFrame frame(JsonNode delta) {
    byte[] audio = Base64.getDecoder().decode(delta.path("delta").stringValue());
    return MediaFrame.ofAudio(AudioFormat.PCMU, audio);
  }
}
