package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.gateway.simulator.local.LocalBrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/// A booking by voice, over a real socket: what the client hears and reads of it.
class LocalBrainIsTalkedToTest extends SimulatorTest {
  private static final LocalBrain BRAIN = brain();

  private static LocalBrain brain() {
    try {
      LocalBrain brain = LocalBrain.load(null);
      // Its ears are made in the background, which a test may not be in time for.
      byte[] silence = MediaFrame.silence(AudioFormat.PCMU, 500).audio();
      brain
          .join(new SessionJournal("sess_0", "model"))
          .hear(new CallerTurn(1, AudioFormat.PCMU, silence, false))
          .block(Duration.ofMinutes(2));
      return brain;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anAppointmentIsBookedByVoiceThroughAFunctionCall() {
    var client = connect(start(swift().withBrain(BRAIN)));
    client.setUp(
        "'transcription':{'model':'whisper-1'},"
            + "'turn_detection':{'type':'server_vad','silence_duration_ms':500}");
    client.say(
        "{'type':'session.update','session':{'type':'realtime','tools':[{'type':'function',"
            + "'name':'book_appointment'}]}}");
    client.await("session.updated");
    client.say("{'type':'response.create'}");
    assertThat(answer(client)).startsWith("Hello");

    speak(client, "i would like to book a cleaning");
    assertThat(transcript(client)).isEqualTo("i would like to book a cleaning");
    assertThat(answer(client)).startsWith("On which day");

    speak(client, "on tuesday at half past ten");
    assertThat(answer(client)).isEqualTo("A cleaning on Tuesday at half past ten. Is that right?");

    speak(client, "that's right");
    JsonNode called = client.await("response.function_call_arguments.done");
    assertThat(called.path("name").stringValue()).isEqualTo("book_appointment");
    assertThat(called.path("arguments").stringValue())
        .isEqualTo("{\"service\":\"cleaning\",\"day\":\"tuesday\",\"time\":\"10:30\"}");
    client.await("response.done");
    client.say(
        "{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'%s',"
                .formatted(called.path("call_id").stringValue())
            + "'output':'{\\\"ok\\\":true,\\\"service\\\":\\\"cleaning\\\",\\\"day\\\":\\\"tuesday\\\","
            + "\\\"time\\\":\\\"10:30\\\"}'}}");
    client.say("{'type':'response.create'}");
    assertThat(answer(client)).startsWith("It is booked");
  }

  @Test
  void whoFindsAllEarsTakenWaitsAndThatIsNoted() {
    var journal = new SessionJournal("sess_1", "model");
    Mind mind = BRAIN.join(journal);
    byte[] silence = MediaFrame.silence(AudioFormat.PCMU, 1_000).audio();
    var turn = new CallerTurn(1, AudioFormat.PCMU, silence, false);

    Flux.range(0, 10).flatMap(_ -> mind.hear(turn)).blockLast(Duration.ofMinutes(2));

    assertThat(journal.waits()).isPositive();
  }

  private static void speak(ScriptedClient client, String words) {
    Utterance spoken =
        Objects.requireNonNull(BRAIN.speak(words, AudioFormat.PCMU).block(Duration.ofSeconds(30)));
    client.silence(300).append(spoken.audio()).silence(700);
  }

  private static String transcript(ScriptedClient client) {
    return client
        .await("conversation.item.input_audio_transcription.completed")
        .path("transcript")
        .stringValue();
  }

  private static String answer(ScriptedClient client) {
    client.forget();
    JsonNode response = client.await("response.done").path("response");
    assertThat(client.audioMillis()).isPositive();
    // On a busy machine a moment's patience is asked for first.
    JsonNode last = response.path("output").path(response.path("output").size() - 1);
    return last.at("/content/0/transcript").stringValue();
  }
}
