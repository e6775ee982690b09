package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TurnTakingTest extends SimulatorTest {
  private static final String MANUAL = "'turn_detection':null";

  @Test
  void turnsAreTimedByTheAudioAndNotByTheClock() {
    var client = call(swift());
    client.silence(500).speak(1_000).silence(600);

    JsonNode started = client.await("input_audio_buffer.speech_started");
    JsonNode stopped = client.await("input_audio_buffer.speech_stopped");

    assertThat(started.path("audio_start_ms").intValue()).isEqualTo(200);
    assertThat(stopped.path("audio_end_ms").intValue()).isEqualTo(2_000);
    assertThat(stopped.path("item_id")).isEqualTo(started.path("item_id"));
  }

  @Test
  void theTurnBecomesTheItemThatWasAnnounced() {
    var client = call(swift());
    client.say("{'type':'response.create'}");
    String greeting = client.await("response.output_item.done").at("/item/id").stringValue();
    client.speak(500).silence(600);

    JsonNode started = client.await("input_audio_buffer.speech_started");
    JsonNode committed = client.await("input_audio_buffer.committed");
    JsonNode added = client.await("conversation.item.added");

    assertThat(committed.path("item_id")).isEqualTo(started.path("item_id"));
    assertThat(committed.path("previous_item_id").stringValue()).isEqualTo(greeting);
    assertThat(added.path("previous_item_id").stringValue()).isEqualTo(greeting);
    assertThat(added.at("/item/id")).isEqualTo(started.path("item_id"));
    assertThat(added.at("/item/content/0/type").stringValue()).isEqualTo("input_audio");
  }

  @ParameterizedTest
  @CsvSource({"high, 400", "auto, 700", "medium, 700", "low, 1200"})
  void theEagerWaitLess(String eagerness, int patience) {
    var client = connect(start(swift()));
    client.setUp("'turn_detection':{'type':'semantic_vad','eagerness':'%s'}".formatted(eagerness));
    client.speak(500).silence(1_500);

    JsonNode stopped = client.await("input_audio_buffer.speech_stopped");

    assertThat(stopped.path("audio_end_ms").intValue()).isEqualTo(500 + patience);
    client.await("response.done");
  }

  @Test
  void withoutCreateResponseATurnIsNotAnswered() {
    var client = connect(start(swift()));
    client.setUp(
        "'turn_detection':{'type':'server_vad','silence_duration_ms':200,"
            + "'create_response':false}");
    client.speak(500).silence(300);
    client.await("conversation.item.done");
    client.say("{'type':'input_audio_buffer.clear'}").await("input_audio_buffer.cleared");

    assertThat(client.types()).doesNotContain("response.created");
  }

  @Test
  void theCallersWordsComeWhenTheyAreAskedFor() {
    var brain = new ScriptedBrain();
    var client = connect(start(swift().withBrain(brain)));
    client.setUp(
        "'transcription':{'model':'gpt-transcribe'},"
            + "'turn_detection':{'type':'server_vad','silence_duration_ms':200}");
    client.speak(500).silence(300);

    String item = client.await("input_audio_buffer.committed").path("item_id").stringValue();
    JsonNode completed = client.await("conversation.item.input_audio_transcription.completed");

    assertThat(completed.path("item_id").stringValue()).isEqualTo(item);
    assertThat(completed.path("transcript").stringValue()).isEqualTo(brain.transcript(1));
    assertThat(client.seen("conversation.item.input_audio_transcription.delta")).hasSize(1);
  }

  @Test
  void withoutTurnDetectionTheClientCommits() {
    var client = connect(start(swift())).setUp(MANUAL);
    client.speak(500).silence(1_000).say("{'type':'input_audio_buffer.commit'}");
    client.await("conversation.item.done");

    assertThat(client.types())
        .doesNotContain("input_audio_buffer.speech_started", "response.created");

    client.say("{'type':'response.create'}").await("response.done");
  }

  @Test
  void tooLittleToCommitIsAnError() {
    var client = connect(start(swift())).setUp(MANUAL);
    client.speak(80).say("{'type':'input_audio_buffer.commit','event_id':'c1'}");

    JsonNode error = client.error();

    assertThat(error.path("code").stringValue()).isEqualTo("input_audio_buffer_commit_empty");
    assertThat(error.path("message").stringValue()).contains("80.00ms");
    assertThat(error.path("event_id").stringValue()).isEqualTo("c1");
  }

  @Test
  void whatIsClearedCannotBeCommitted() {
    var client = connect(start(swift())).setUp(MANUAL);
    client.speak(500).say("{'type':'input_audio_buffer.clear'}");
    client.await("input_audio_buffer.cleared");
    client.say("{'type':'input_audio_buffer.commit'}");

    assertThat(client.error().path("message").stringValue()).contains("only has 0.00ms");
  }

  @Test
  void aLongSilenceAfterTheAnswerMakesTheModelSpeak() {
    var client = connect(start(swift()));
    client.setUp(
        "'turn_detection':{'type':'server_vad','silence_duration_ms':500,"
            + "'idle_timeout_ms':5000}");
    client.say("{'type':'response.create'}").await("response.done");
    int spoken = client.audioMillis();
    client.silence(spoken + 4_980);
    client.say("{'type':'conversation.item.retrieve','item_id':'none'}").error();
    assertThat(client.types()).doesNotContain("input_audio_buffer.timeout_triggered");
    client.silence(40);

    JsonNode triggered = client.await("input_audio_buffer.timeout_triggered");

    assertThat(triggered.path("audio_end_ms").intValue()).isBetween(spoken + 4_980, spoken + 5_020);
    assertThat(client.await("input_audio_buffer.committed").path("item_id"))
        .isEqualTo(triggered.path("item_id"));
    client.await("response.done");
  }

  @Test
  void theJournalKeepsWhatWasTold() {
    SimulatorServer server = start(swift());
    var client = connect(server).setUp();
    client.speak(500).silence(600).await("response.done");

    SessionJournal journal = server.sessions().getFirst();

    assertThat(server.sessionsOpened()).isEqualTo(1);
    assertThat(server.sessionsOpen()).isEqualTo(1);
    assertThat(journal.received()).containsExactly("session.update");
    assertThat(journal.appends()).isEqualTo(55);
    assertThat(journal.audioMillis()).isEqualTo(1_100);
    assertThat(journal.items()).hasSize(2);
    assertThat(journal.answers())
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.status()).isEqualTo("completed");
          assertThat(answer.audioMillis()).isEqualTo(client.audioMillis());
        });
  }
}
