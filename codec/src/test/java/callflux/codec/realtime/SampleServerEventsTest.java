package callflux.codec.realtime;

import static callflux.codec.realtime.ServerEventSamples.decoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.Item.Content;
import callflux.codec.realtime.ServerEvent.Status;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.models.realtime.RealtimeServerEvent;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SampleServerEventsTest {
  private static final String SESSION = "sess_C9G5QPteg4UIbotdKLoYQ";

  @ParameterizedTest(name = "{1}")
  @MethodSource("samplesAndWhatTheySay")
  void readAsWhatTheySay(String sample, ServerEvent said) {
    assertThat(decoded(sample)).isEqualTo(said);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("samplesAndWhatTheySay")
  void areValidForTheirMaker(String sample, ServerEvent said) throws JsonProcessingException {
    var event =
        ObjectMappers.jsonMapper().readValue(inNewerSpelling(sample), RealtimeServerEvent.class);

    assertThatCode(event::validate).as(said.toString()).doesNotThrowAnyException();
  }

  /// Two samples of the reference still name the parts of an item as they were named in beta, which
  /// the models of the same maker refuse.
  private static String inNewerSpelling(String sample) {
    return sample
        .replace("\"content\":[{\"type\":\"text\"", "\"content\":[{\"type\":\"output_text\"")
        .replace("\"content\":[{\"type\":\"audio\"", "\"content\":[{\"type\":\"output_audio\"");
  }

  static Stream<Arguments> samplesAndWhatTheySay() {
    var samples = ServerEventSamples.all();
    assertThat(samples).hasSameSizeAs(SAID);
    return IntStream.range(0, SAID.size()).mapToObj(i -> Arguments.of(samples.get(i), SAID.get(i)));
  }

  private static final List<ServerEvent> SAID =
      List.of(
          new ServerEvent.SessionCreated(SESSION, 1_756_324_625),
          new ServerEvent.SessionUpdated(SESSION, 1_756_324_625),
          new ServerEvent.Other("conversation.created"),
          new ServerEvent.SpeechStarted("msg_003", 1_000),
          new ServerEvent.SpeechStopped("msg_003", 2_000),
          new ServerEvent.InputAudioCommitted("msg_002", "msg_001"),
          new ServerEvent.Other("input_audio_buffer.cleared"),
          new ServerEvent.InputTimeoutTriggered("item_CEKKrWH0GiwN0ET97NUZc"),
          new ServerEvent.Other("input_audio_buffer.dtmf_event_received"),
          new ServerEvent.ItemAdded(
              null,
              message("item_C9G8pGVKYnaZu8PH5YQ9O", "completed", "user", part("input_text", "hi"))),
          new ServerEvent.ItemDone(
              "item_CCXLecNJVIVR2HUy3ABLj",
              message(
                  "item_CCXLfxmM5sXVJVz4mCa2S",
                  "completed",
                  "assistant",
                  part(
                      "output_audio",
                      "Oh, I can hear you loud and clear! Sounds like we're connected just fine."
                          + " What can I help you with today?"))),
          new ServerEvent.ItemAdded("msg_002", message("msg_003", "completed", "user")),
          new ServerEvent.Other("conversation.item.retrieved"),
          new ServerEvent.ItemTruncated("msg_004", 0, 1_500),
          new ServerEvent.ItemDeleted("msg_005"),
          new ServerEvent.InputTranscriptDelta("item_CCXGQ4e1ht4cOraEYcuR2", 0, "Hey"),
          new ServerEvent.InputTranscriptCompleted(
              "item_CCXGQ4e1ht4cOraEYcuR2",
              0,
              "Hey, can you hear me?",
              new Usage(13, 9, 0, 13, 0, 0, 0, 0, 0)),
          new ServerEvent.InputTranscriptFailed("msg_003", 0, "audio_unintelligible"),
          new ServerEvent.Other("conversation.item.input_audio_transcription.segment"),
          new ServerEvent.ResponseCreated("resp_C9G8p7IH2WdLbkgPNouYL", false),
          new ServerEvent.ResponseDone(
              "resp_CCXHw0UJld10EzIUXQCNh",
              Status.COMPLETED,
              null,
              List.of(
                  message(
                      "item_CCXHwGjjDUfOXbiySlK7i",
                      "completed",
                      "assistant",
                      part(
                          "output_audio",
                          "Loud and clear! I can hear you perfectly. How can I help you today?"))),
              new Usage(132, 121, 119, 13, 64, 0, 30, 91, 0)),
          new ServerEvent.OutputItemAdded(
              "resp_001", message("msg_007", "in_progress", "assistant")),
          new ServerEvent.OutputItemDone(
              "resp_001",
              message(
                  "msg_007",
                  "completed",
                  "assistant",
                  part("output_text", "Sure, I can help with that."))),
          new ServerEvent.Other("response.content_part.added"),
          new ServerEvent.Other("response.content_part.done"),
          new ServerEvent.OutputAudioDelta(
              "resp_001",
              "msg_008",
              0,
              MediaFrame.ofAudio(
                  AudioFormat.PCMU, Base64.getDecoder().decode("/////v7+/n5+fn5+fn7///8="))),
          new ServerEvent.OutputAudioDone("resp_001", "msg_008", 0),
          new ServerEvent.OutputTranscriptDelta("resp_001", "msg_008", 0, "Hello, how can I a"),
          new ServerEvent.OutputTranscriptDone(
              "resp_001", "msg_008", 0, "Hello, how can I assist you today?"),
          new ServerEvent.Other("response.output_text.delta"),
          new ServerEvent.OutputTextDone("resp_001", "msg_007", 0, "Sure, I can help with that."),
          new ServerEvent.Other("response.function_call_arguments.delta"),
          new ServerEvent.FunctionCallArgumentsDone(
              "resp_002", "fc_001", "call_001", "get_weather", "{\"location\": \"San Francisco\"}"),
          new ServerEvent.RateLimitsUpdated(
              List.of(
                  new ServerEvent.RateLimit("requests", 1_000, 999, 60),
                  new ServerEvent.RateLimit("tokens", 50_000, 49_950, 60))),
          new ServerEvent.Other("mcp_list_tools.in_progress"),
          new ServerEvent.Other("response.mcp_call_arguments.delta"),
          new ServerEvent.Other("response.mcp_call_arguments.done"),
          new ServerEvent.Other("response.mcp_call.in_progress"),
          new ServerEvent.Other("output_audio_buffer.started"),
          new ServerEvent.Error(
              "invalid_request_error",
              "invalid_event",
              "The 'type' field is missing.",
              null,
              "event_567"),
          ended("resp_cancelled", Status.CANCELLED, "turn_detected"),
          ended("resp_incomplete", Status.INCOMPLETE, "max_output_tokens"),
          ended("resp_failed", Status.FAILED, "inference_rate_limit_exceeded"));

  private static ServerEvent ended(String responseId, Status status, String reason) {
    return new ServerEvent.ResponseDone(responseId, status, reason, List.of(), Usage.NONE);
  }

  private static Item message(@Nullable String id, String status, String role, Content... content) {
    return new Item.Message(id, status, role, List.of(content));
  }

  private static Content part(String type, String text) {
    return new Content(type, text);
  }
}
