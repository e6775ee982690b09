package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SessionSetupTest extends SimulatorTest {

  @Test
  void sessionCreatedComesFirstAndTellsEveryField() {
    var client = connect(start(swift()));

    JsonNode created = client.await("session.created");

    assertThat(client.types()).containsExactly("session.created");
    JsonNode session = created.path("session");
    assertThat(session.propertyNames())
        .contains(
            "type",
            "object",
            "id",
            "model",
            "output_modalities",
            "instructions",
            "tools",
            "tool_choice",
            "max_output_tokens",
            "tracing",
            "prompt",
            "expires_at",
            "audio",
            "include");
    assertThat(session.path("model").stringValue()).isEqualTo("gpt-realtime-2.1");
    assertThat(session.path("expires_at").longValue())
        .isGreaterThan(System.currentTimeMillis() / 1_000 + 3_500);
  }

  @Test
  void anUpdateChangesWhatItNamesAndTellsTheWhole() {
    var client = connect(start(swift()));
    client.say(
        "{'type':'session.update','session':{'type':'realtime','instructions':'Be brief.',"
            + "'audio':{'input':{'turn_detection':{'type':'semantic_vad','eagerness':'high'}}}}}");

    JsonNode session = client.await("session.updated").path("session");

    assertThat(session.path("instructions").stringValue()).isEqualTo("Be brief.");
    assertThat(session.at("/audio/input/turn_detection").toString())
        .isEqualTo(
            "{\"type\":\"semantic_vad\",\"eagerness\":\"high\",\"create_response\":true,"
                + "\"interrupt_response\":true}");
    assertThat(session.at("/audio/output/voice").stringValue()).isEqualTo("marin");
    assertThat(session.at("/audio/input/format/type").stringValue()).isEqualTo("audio/pcm");
  }

  @Test
  void turnDetectionCanBeTakenAway() {
    var client = connect(start(swift()));
    client.say(
        "{'type':'session.update','session':{'type':'realtime',"
            + "'audio':{'input':{'turn_detection':null}}}}");

    JsonNode session = client.await("session.updated").path("session");

    assertThat(session.at("/audio/input/turn_detection").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                      | missing_required_parameter | session.type
          {'type':'realtime','temperature':0.8}                   | unknown_parameter | session.temperature
          {'type':'realtime','voice':'alloy'}                     | unknown_parameter | session.voice
          {'type':'nonsense'}                                     | invalid_value | session.type
          {'type':'realtime','max_output_tokens':5000}            | invalid_value | session.max_output_tokens
          {'type':'realtime','max_output_tokens':'many'}          | invalid_value | session.max_output_tokens
          {'type':'realtime','output_modalities':['audio','text']} | invalid_value | session.output_modalities
          {'type':'realtime','instructions':7}                    | invalid_type | session.instructions
          {'type':'realtime','model':'another'}                   | invalid_value | session.model
          {'type':'realtime','tools':[{'name':'f'}]}              | missing_required_parameter | session.tools[0].type
          {'type':'realtime','tools':[{'type':'function'}]}       | missing_required_parameter | session.tools[0].name
          {'type':'realtime','audio':{'output':{'speed':2}}}      | invalid_value | session.audio.output.speed
          {'type':'realtime','audio':{'output':{'voice':'onyx'}}} | invalid_value | session.audio.output.voice
          {'type':'realtime','audio':{'input':{'format':{'type':'audio/opus'}}}} | invalid_value | session.audio.input.format.type
          {'type':'realtime','audio':{'input':{'format':{'type':'audio/pcm','rate':8000}}}} | invalid_value | session.audio.input.format.rate
          {'type':'realtime','audio':{'input':{'turn_detection':{}}}} | missing_required_parameter | session.audio.input.turn_detection.type
          {'type':'realtime','audio':{'input':{'turn_detection':{'type':'server_vad','threshold':1.5}}}} | invalid_value | session.audio.input.turn_detection.threshold
          {'type':'realtime','audio':{'input':{'turn_detection':{'type':'server_vad','idle_timeout_ms':100}}}} | invalid_value | session.audio.input.turn_detection.idle_timeout_ms
          {'type':'realtime','audio':{'input':{'turn_detection':{'type':'semantic_vad','threshold':0.5}}}} | unknown_parameter | session.audio.input.turn_detection.threshold
          """)
  void whatIsNotRightIsRefusedByName(String session, String code, String param) {
    var client = connect(start(swift()));
    client.say("{'type':'session.update','event_id':'su_1','session':" + session + "}");

    JsonNode error = client.error();

    assertThat(error.path("type").stringValue()).isEqualTo("invalid_request_error");
    assertThat(error.path("code").stringValue()).isEqualTo(code);
    assertThat(error.path("param").stringValue()).isEqualTo(param);
    assertThat(error.path("event_id").stringValue()).isEqualTo("su_1");
  }

  @Test
  void aRefusedUpdateChangesNothing() {
    var client = call(swift());
    client.say("{'type':'response.create'}").await("response.done");
    client.say(
        "{'type':'session.update','session':{'type':'realtime','instructions':'Sing.',"
            + "'audio':{'output':{'voice':'cedar'}}}}");

    assertThat(client.error().path("code").stringValue()).isEqualTo("cannot_update_voice");

    client.say("{'type':'session.update','session':{'type':'realtime'}}");
    JsonNode session = client.await("session.updated").path("session");
    assertThat(session.path("instructions").stringValue()).isNotEqualTo("Sing.");
    assertThat(session.at("/audio/output/voice").stringValue()).isEqualTo("marin");
  }

  @Test
  void theVoiceCanChangeUntilItIsHeard() {
    var client = call(swift());
    client.say(
        "{'type':'session.update','session':{'type':'realtime',"
            + "'audio':{'output':{'voice':'cedar'}}}}");

    JsonNode session = client.await("session.updated").path("session");

    assertThat(session.at("/audio/output/voice").stringValue()).isEqualTo("cedar");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'type':'session.update'}                       | missing_required_parameter
          {'type':'weather.get'}                          | invalid_value
          {'event_id':'e'}                                | invalid_event
          [1]                                             | invalid_event
          {'type':                                        | invalid_json
          {'type':'input_audio_buffer.append'}            | missing_required_parameter
          {'type':'input_audio_buffer.append','audio':1}  | invalid_type
          {'type':'input_audio_buffer.append','audio':'?'} | invalid_value
          {'type':'output_audio_buffer.clear'}            | invalid_event
          """)
  void anEventThatIsNoneIsAnErrorAndNotTheEnd(String event, String code) {
    var client = call(swift());
    client.say(event);

    assertThat(client.error().path("code").stringValue()).isEqualTo(code);

    client.say("{'type':'response.create'}").await("response.done");
  }

  @Test
  void halfASampleIsRefused() {
    var client = connect(start(swift()));
    client.await("session.created");
    client.say("{'type':'input_audio_buffer.append','audio':'AAAA'}");

    assertThat(client.error().path("param").stringValue()).isEqualTo("audio");
  }
}
