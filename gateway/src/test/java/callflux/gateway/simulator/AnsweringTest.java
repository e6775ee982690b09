package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnsweringTest extends SimulatorTest {
  private static final Pace SLOW = new Pace(Duration.ZERO, 0.5, Duration.ZERO);

  @Test
  void thereIsOneResponseAtATime() {
    var client = call(swift().withPace(SLOW));
    client.say("{'type':'response.create'}");
    String active = client.await("response.created").at("/response/id").stringValue();
    client.say("{'type':'response.create','event_id':'rc_2'}");

    JsonNode error = client.error();

    assertThat(error.path("code").stringValue())
        .isEqualTo("conversation_already_has_active_response");
    assertThat(error.path("message").stringValue()).contains(active);
    assertThat(error.path("event_id").stringValue()).isEqualTo("rc_2");
  }

  @Test
  void aResponseCanBeCancelled() {
    var client = call(swift().withPace(SLOW));
    client.say("{'type':'response.create'}").await("response.output_audio.delta");
    client.say("{'type':'response.cancel'}");

    JsonNode response = client.await("response.done").path("response");

    assertThat(response.path("status").stringValue()).isEqualTo("cancelled");
    assertThat(response.at("/status_details/reason").stringValue()).isEqualTo("client_cancelled");
  }

  @Test
  void whatIsNotActiveCannotBeCancelled() {
    var client = call(swift());
    client.say("{'type':'response.cancel','event_id':'x'}");

    assertThat(client.error().path("code").stringValue()).isEqualTo("response_cancel_not_active");

    client.say("{'type':'response.create'}").await("response.done");
  }

  @Test
  void anAnswerOutOfBandLeavesNoTraceInTheConversation() {
    SimulatorServer server = start(swift());
    var client = connect(server).setUp();
    client.say(
        "{'type':'response.create','response':{'conversation':'none',"
            + "'output_modalities':['text'],'metadata':{'purpose':'summary'},'input':[]}}");

    JsonNode response = client.await("response.done").path("response");

    assertThat(response.path("conversation_id").isNull()).isTrue();
    assertThat(response.at("/metadata/purpose").stringValue()).isEqualTo("summary");
    assertThat(response.at("/output/0/content/0/text").stringValue()).isNotEmpty();
    assertThat(client.types()).doesNotContain("conversation.item.added");
    assertThat(server.sessions().getFirst().items()).isEmpty();
  }

  @Test
  void answersOutOfBandRunBesideTheConversation() {
    var client = call(swift().withPace(SLOW));
    client.say("{'type':'response.create'}").await("response.output_audio.delta");
    client.say(
        "{'type':'response.create','response':{'conversation':'none',"
            + "'output_modalities':['text']}}");

    JsonNode done = client.await("response.done");

    assertThat(done.at("/response/output_modalities/0").stringValue()).isEqualTo("text");
  }

  @Test
  void aTextSessionIsWrittenTo() {
    var client = call(swift());
    client.say(
        "{'type':'session.update','session':{'type':'realtime','output_modalities':['text']}}");
    client.say("{'type':'response.create'}");

    JsonNode done = client.await("response.output_text.done");

    String written =
        client.seen("response.output_text.delta").stream()
            .map(delta -> delta.path("delta").stringValue())
            .reduce("", String::concat);
    assertThat(written).isEqualTo(done.path("text").stringValue()).isNotEmpty();
    client.await("response.done");
    assertThat(client.types()).doesNotContain("response.output_audio.delta");
  }

  @Test
  void anAnswerEndsWhereItsTokensEnd() {
    var client = call(swift());
    client.say("{'type':'response.create','response':{'max_output_tokens':20}}");

    JsonNode response = client.await("response.done").path("response");

    assertThat(response.path("status").stringValue()).isEqualTo("incomplete");
    assertThat(response.at("/status_details/reason").stringValue()).isEqualTo("max_output_tokens");
    assertThat(client.audioMillis()).isBetween(1_000, 1_400);
  }

  @Test
  void anAnswerTellsWhatItCost() {
    var client = call(swift());
    client.say("{'type':'response.create'}");

    JsonNode usage = client.await("response.done").at("/response/usage");

    assertThat(usage.path("total_tokens").intValue())
        .isEqualTo(usage.path("input_tokens").intValue() + usage.path("output_tokens").intValue());
    assertThat(usage.at("/output_token_details/audio_tokens").intValue())
        .isEqualTo(client.audioMillis() / 50);
  }

  @Test
  void speechIsMadeNoFasterThanThePaceAllows() {
    var client = call(swift().withPace(new Pace(Duration.ZERO, 20, Duration.ZERO)));
    client.say("{'type':'response.create'}").await("response.output_audio.delta");
    long first = System.nanoTime();
    client.await("response.output_audio.done");
    long elapsedMillis = Duration.ofNanos(System.nanoTime() - first).toMillis();

    // The first delta may be late in being seen; all others wait for their turn.
    assertThat(elapsedMillis).isGreaterThan((client.audioMillis() - 400) / 20 / 2);
  }

  @Test
  void aResponseWithUnknownFieldsIsRefused() {
    var client = call(swift());
    client.say("{'type':'response.create','response':{'modalities':['text']}}");

    JsonNode error = client.error();

    assertThat(error.path("code").stringValue()).isEqualTo("unknown_parameter");
    assertThat(error.path("param").stringValue()).isEqualTo("response.modalities");
  }
}
