package callflux.codec.realtime;

import static callflux.codec.realtime.ServerEventSamples.decoded;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Item.Content;
import callflux.codec.realtime.Session.Eagerness;
import callflux.codec.realtime.Session.NoiseReduction;
import callflux.codec.realtime.Session.Tool;
import callflux.codec.realtime.Session.Transcription;
import callflux.codec.realtime.Session.TurnDetection;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OlderDialectTest {

  @ParameterizedTest
  @CsvSource({
    "response.output_audio.delta, response.audio.delta",
    "response.output_audio.done, response.audio.done",
    "response.output_audio_transcript.delta, response.audio_transcript.delta",
    "response.output_audio_transcript.done, response.audio_transcript.done",
    "response.output_text.done, response.text.done",
    "conversation.item.added, conversation.item.created"
  })
  void eventsAreReadUnderTheirOlderNames(String name, String olderName) {
    var event = ServerEventSamples.of(name);

    assertThat(decoded(event.replace("\"" + name + "\"", "\"" + olderName + "\"")))
        .isEqualTo(decoded(event));
  }

  @Test
  void aFlatSessionIsRead() {
    assertThat(
            decoded(
                "{\"type\":\"session.created\",\"event_id\":\"e\",\"session\":{\"id\":\"sess_1\","
                    + "\"object\":\"realtime.session\",\"modalities\":[\"text\",\"audio\"],"
                    + "\"voice\":\"alloy\",\"input_audio_format\":\"pcm16\","
                    + "\"expires_at\":1756324625}}"))
        .isEqualTo(new ServerEvent.SessionCreated("sess_1", 1_756_324_625));
  }

  @Test
  void aFunctionCallMayLackItsName() {
    assertThat(
            decoded(
                "{\"type\":\"response.function_call_arguments.done\",\"response_id\":\"r\","
                    + "\"item_id\":\"i\",\"call_id\":\"c\",\"arguments\":\"{}\"}"))
        .isEqualTo(new ServerEvent.FunctionCallArgumentsDone("r", "i", "c", null, "{}"));
  }

  @Test
  void itsSessionIsFlat() {
    var session = written(new ClientEvent.SessionUpdate("session", session())).get("session");

    assertThat(session)
        .isEqualTo(
            json(
                """
                {"model": "m", "instructions": "Be brief.", "modalities": ["text", "audio"],
                 "input_audio_format": "g711_ulaw", "output_audio_format": "g711_ulaw",
                 "input_audio_noise_reduction": {"type": "far_field"},
                 "input_audio_transcription": {"model": "whisper-1"},
                 "turn_detection": {"type": "semantic_vad", "eagerness": "high",
                                    "create_response": true, "interrupt_response": false},
                 "voice": "alloy", "speed": 0.9, "max_response_output_tokens": 512,
                 "tools": [{"type": "function", "name": "f", "description": "F.",
                            "parameters": {"type": "object"}}],
                 "tool_choice": "auto"}
                """));
  }

  @ParameterizedTest
  @CsvSource({"PCMU, g711_ulaw", "PCMA, g711_alaw", "PCM16, pcm16"})
  void itsFormatsHaveOlderNames(AudioFormat format, String name) {
    var session =
        new Session(
            null, "", format, null, 1, session().turnDetection(), null, null, null, List.of());

    var flat = written(new ClientEvent.SessionUpdate(null, session)).get("session");

    assertThat(flat.get("input_audio_format").stringValue()).isEqualTo(name);
    assertThat(flat.get("output_audio_format").stringValue()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"output_text, text", "output_audio, audio", "input_text, input_text"})
  void itsPartsHaveOlderNames(String type, String olderType) {
    var message =
        new Item.Message(null, null, "assistant", List.of(new Content(type, "Good evening.")));

    var written = written(new ClientEvent.ItemCreate(null, null, message));

    assertThat(written.at("/item/content/0/type").stringValue()).isEqualTo(olderType);
  }

  @Test
  void theRestIsWrittenAlike() {
    var truncate = new ClientEvent.ItemTruncate("t", "item_1", 0, 1_500);

    assertThat(written(truncate))
        .isEqualTo(
            json(
                """
                {"type": "conversation.item.truncate", "event_id": "t", "item_id": "item_1",
                 "content_index": 0, "audio_end_ms": 1500}
                """));
  }

  private static Session session() {
    return new Session(
        "m",
        "Be brief.",
        AudioFormat.PCMU,
        "alloy",
        0.9,
        new TurnDetection.SemanticVad(Eagerness.HIGH, true, false),
        NoiseReduction.FAR_FIELD,
        new Transcription("whisper-1", null, null),
        512,
        List.of(new Tool("f", "F.", Map.of("type", "object"))));
  }

  private static JsonNode written(ClientEvent event) {
    var codec = new RealtimeCodec(Dialect.BETA, AudioFormat.PCMU);
    return json(Wire.text(codec.encode(event, ByteBufAllocator.DEFAULT)));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
