package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ItemsTest extends SimulatorTest {
  private static final String TEXT =
      "{'type':'conversation.item.create'%s,'item':{'id':'%s','type':'message','role':'user',"
          + "'content':[{'type':'input_text','text':'hi'}]}}";

  @Test
  void anItemIsAddedAndDone() {
    var client = call(swift());
    client.say(TEXT.formatted("", "first"));
    client.say(TEXT.formatted("", "second"));

    client.await("conversation.item.done");
    JsonNode added = client.await("conversation.item.added");
    JsonNode done = client.await("conversation.item.done");

    assertThat(added.path("previous_item_id").stringValue()).isEqualTo("first");
    assertThat(done.at("/item/id").stringValue()).isEqualTo("second");
    assertThat(done.at("/item/status").stringValue()).isEqualTo("completed");
  }

  @Test
  void anItemGoesWhereItIsWanted() {
    SimulatorServer server = start(swift());
    var client = connect(server).setUp();
    client.say(TEXT.formatted("", "b"));
    client.say(TEXT.formatted(",'previous_item_id':'root'", "a"));
    client.say(TEXT.formatted(",'previous_item_id':'b'", "d"));
    client.say(TEXT.formatted(",'previous_item_id':'b'", "c"));
    client.await(
        event ->
            ScriptedClient.type(event).equals("conversation.item.done")
                && event.at("/item/id").stringValue().equals("c"),
        "the item c");

    assertThat(server.sessions().getFirst().items()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void anItemCannotFollowOneThatIsNotThere() {
    var client = call(swift());
    client.say(TEXT.formatted(",'previous_item_id':'nowhere'", "a"));

    assertThat(client.error().path("param").stringValue()).isEqualTo("previous_item_id");
  }

  @Test
  void anIdIsUsedOnce() {
    var client = call(swift());
    client.say(TEXT.formatted("", "a")).say(TEXT.formatted("", "a"));

    assertThat(client.error().path("param").stringValue()).isEqualTo("item.id");
  }

  @Test
  void aDeletedItemIsGone() {
    var client = call(swift());
    client.say(TEXT.formatted("", "a"));
    client.say("{'type':'conversation.item.delete','item_id':'a'}");
    assertThat(client.await("conversation.item.deleted").path("item_id").stringValue())
        .isEqualTo("a");

    client.say("{'type':'conversation.item.delete','item_id':'a'}");

    assertThat(client.error().path("code").stringValue()).isEqualTo("item_delete_invalid_item_id");
  }

  @Test
  void aRetrievedAnswerHasItsSound() {
    var client = call(swift());
    String item = greeted(client);
    client.say("{'type':'conversation.item.retrieve','item_id':'%s'}".formatted(item));

    String audio =
        client.await("conversation.item.retrieved").at("/item/content/0/audio").stringValue();

    assertThat(Base64.getDecoder().decode(audio)).hasSize(client.audioMillis() * 8);
  }

  @Test
  void aTruncatedAnswerLosesTheWordsThatWereNotHeard() {
    SimulatorServer server = start(swift());
    var client = connect(server).setUp();
    String item = greeted(client);
    client.say(truncate(item, 1_500));

    JsonNode truncated = client.await("conversation.item.truncated");

    assertThat(truncated.path("item_id").stringValue()).isEqualTo(item);
    assertThat(truncated.path("audio_end_ms").intValue()).isEqualTo(1_500);
    client.say("{'type':'conversation.item.retrieve','item_id':'%s'}".formatted(item));
    JsonNode part = client.await("conversation.item.retrieved").at("/item/content/0");
    String left = part.path("transcript").stringValue();
    assertThat(left)
        .isNotEmpty()
        .hasSizeLessThan(30)
        .satisfies(heard -> assertThat(new ScriptedBrain().greeting()).startsWith(heard));
    assertThat(server.sessions().getFirst().truncations())
        .containsExactly(new SessionJournal.Truncation(item, 0, 1_500, left));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anAnswerCanBeTruncatedToItsLengthAndNotBeyond(int beyond) {
    var client = call(swift());
    String item = greeted(client);
    int end = client.audioMillis() + beyond;
    client.say(truncate(item, end));

    if (beyond == 0) {
      assertThat(client.await("conversation.item.truncated").path("audio_end_ms").intValue())
          .isEqualTo(end);
    } else {
      assertThat(client.error().path("message").stringValue())
          .isEqualTo("Audio content of %dms is already shorter than %dms".formatted(end - 1, end));
    }
  }

  @Test
  void whatWasCutOffCannotBeHadBack() {
    var client = call(swift());
    String item = greeted(client);
    client.say(truncate(item, 500)).await("conversation.item.truncated");
    client.say(truncate(item, 501));

    assertThat(client.error().path("message").stringValue())
        .isEqualTo("Audio content of 500ms is already shorter than 501ms");
  }

  @Test
  void whatTheModelDidNotSayCannotBeTruncated() {
    var client = call(swift());
    client.say(TEXT.formatted("", "a")).say(truncate("a", 0));

    assertThat(client.error().path("code").stringValue()).isEqualTo("unsupported_content_type");

    client.say(truncate("nobody", 0));

    assertThat(client.error().path("code").stringValue())
        .isEqualTo("item_truncate_invalid_item_id");
  }

  private static String greeted(ScriptedClient client) {
    client.say("{'type':'response.create'}");
    return client.await("response.done").at("/response/output/0/id").stringValue();
  }

  private static String truncate(String item, int end) {
    return "{'type':'conversation.item.truncate','item_id':'%s','content_index':0,"
        .concat("'audio_end_ms':%d}")
        .formatted(item, end);
  }
}
