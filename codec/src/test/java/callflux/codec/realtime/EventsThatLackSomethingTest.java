package callflux.codec.realtime;

import static callflux.codec.realtime.ServerEventSamples.decoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import callflux.codec.json.MalformedMessage;
import callflux.codec.realtime.ServerEvent.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventsThatLackSomethingTest {

  @ParameterizedTest
  @CsvSource({
    "session.created, '', session",
    "session.updated, '', session",
    "input_audio_buffer.speech_started, '', item_id",
    "input_audio_buffer.speech_started, '', audio_start_ms",
    "input_audio_buffer.speech_stopped, '', item_id",
    "input_audio_buffer.speech_stopped, '', audio_end_ms",
    "input_audio_buffer.committed, '', item_id",
    "input_audio_buffer.timeout_triggered, '', item_id",
    "conversation.item.added, '', item",
    "conversation.item.added, /item, type",
    "conversation.item.added, /item, role",
    "conversation.item.created, '', item",
    "conversation.item.done, '', item",
    "conversation.item.truncated, '', item_id",
    "conversation.item.truncated, '', content_index",
    "conversation.item.truncated, '', audio_end_ms",
    "conversation.item.deleted, '', item_id",
    "conversation.item.input_audio_transcription.delta, '', item_id",
    "conversation.item.input_audio_transcription.completed, '', item_id",
    "conversation.item.input_audio_transcription.completed, '', content_index",
    "conversation.item.input_audio_transcription.completed, '', transcript",
    "conversation.item.input_audio_transcription.failed, '', item_id",
    "response.created, '', response",
    "response.created, /response, id",
    "response.done, '', response",
    "response.done, /response, id",
    "response.output_item.added, '', response_id",
    "response.output_item.added, '', item",
    "response.output_item.done, '', response_id",
    "response.output_item.done, '', item",
    "response.output_audio.delta, '', response_id",
    "response.output_audio.delta, '', item_id",
    "response.output_audio.delta, '', content_index",
    "response.output_audio.delta, '', delta",
    "response.output_audio.done, '', item_id",
    "response.output_audio_transcript.delta, '', delta",
    "response.output_audio_transcript.done, '', transcript",
    "response.output_text.done, '', text",
    "response.function_call_arguments.done, '', call_id",
    "response.function_call_arguments.done, '', arguments",
    "error, '', error"
  })
  void areMalformedWhenItIsNeeded(String type, String parent, String field) {
    for (var instead : List.of("", "\"" + field + "\":null,", "\"" + field + "\":[\"canary\"],")) {
      assertThatExceptionOfType(MalformedMessage.class)
          .as("%s in place of %s", instead, field)
          .isThrownBy(() -> decoded(without(type, parent, field, instead)))
          .withMessageContaining(type + parent.replace('/', '.') + "." + field)
          .satisfies(malformed -> assertThat(malformed.getMessage()).doesNotContain("canary"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\":5}", "{\"type\":null}", "[]", "", "nonsense"})
  void areMalformedWithoutAType(String event) {
    assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> decoded(event));
  }

  @Test
  void areReadWhenItIsNot() {
    assertThat(decoded("{\"type\":\"session.created\",\"session\":{\"expires_at\":\"soon\"}}"))
        .isEqualTo(new ServerEvent.SessionCreated("", 0));
    assertThat(decoded("{\"type\":\"rate_limits.updated\"}"))
        .isEqualTo(new ServerEvent.RateLimitsUpdated(List.of()));
    assertThat(decoded("{\"type\":\"error\",\"error\":{\"code\":429}}"))
        .isEqualTo(new ServerEvent.Error("unknown", null, "", null, null));
    assertThat(decoded("{\"type\":\"response.done\",\"response\":{\"id\":\"r\"}}"))
        .isEqualTo(
            new ServerEvent.ResponseDone("r", Status.COMPLETED, null, List.of(), Usage.NONE));
  }

  @Test
  void anEndIsHeardOfWhateverItHolds() {
    var odd =
        "{\"type\":\"response.done\",\"response\":{\"id\":\"r\",\"status\":\"paused\",\"output\":["
            + "{\"id\":\"a\",\"type\":\"function_call\"},7,{\"type\":\"mcp_call\",\"id\":\"b\"}],"
            + "\"usage\":{\"input_tokens\":\"many\",\"output_tokens\":2.0}}}";

    assertThat(decoded(odd))
        .isEqualTo(
            new ServerEvent.ResponseDone(
                "r",
                Status.INCOMPLETE,
                null,
                List.of(new Item.Other("a", "malformed"), new Item.Other("b", "mcp_call")),
                new Usage(0, 2, 0, 0, 0, 0, 0, 0, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AAA", "AA AA", "AAA-", "!!!!", "AA==AAAA"})
  void audioThatIsNotBase64IsMalformed(String audio) {
    var delta =
        ServerEventSamples.of("response.output_audio.delta")
            .replace("/////v7+/n5+fn5+fn7///8=", audio);

    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> decoded(delta))
        .withMessage("response.output_audio.delta.delta is not base64");
  }

  private static String without(String type, String parent, String field, String instead) {
    var event = JsonMapper.shared().readTree(ServerEventSamples.of(type));
    ((ObjectNode) event.at(parent)).remove(field);
    var text = event.toString();
    int from = parent.isEmpty() ? 1 : text.indexOf("\"" + parent.substring(1) + "\":{");
    int at = parent.isEmpty() ? from : text.indexOf('{', from) + 1;
    return text.substring(0, at) + instead + text.substring(at);
  }
}
