package callflux.codec.realtime;

import static callflux.codec.realtime.ServerEventSamples.decoded;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ServerEvent.Status;
import com.openai.core.JsonField;
import com.openai.core.ObjectMappers;
import com.openai.models.realtime.ConversationItemAdded;
import com.openai.models.realtime.ConversationItemInputAudioTranscriptionCompletedEvent;
import com.openai.models.realtime.ConversationItemInputAudioTranscriptionCompletedEvent.Usage.TranscriptTextUsageDuration;
import com.openai.models.realtime.InputAudioBufferSpeechStartedEvent;
import com.openai.models.realtime.RealtimeConversationItemFunctionCall;
import com.openai.models.realtime.RealtimeError;
import com.openai.models.realtime.RealtimeErrorEvent;
import com.openai.models.realtime.RealtimeResponse;
import com.openai.models.realtime.RealtimeResponseStatus;
import com.openai.models.realtime.RealtimeResponseUsage;
import com.openai.models.realtime.RealtimeResponseUsageInputTokenDetails;
import com.openai.models.realtime.RealtimeSessionCreateRequest;
import com.openai.models.realtime.ResponseAudioDeltaEvent;
import com.openai.models.realtime.ResponseCreatedEvent;
import com.openai.models.realtime.ResponseDoneEvent;
import com.openai.models.realtime.SessionCreatedEvent;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Events as OpenAI's own Java models write them.
class BuiltServerEventsDecodeTest {
  private static final String EVENT_ID = "event_1";

  @Test
  void aSessionWithoutAnId() throws Exception {
    var session = RealtimeSessionCreateRequest.builder().instructions("Be brief.").build();

    assertThat(read(SessionCreatedEvent.builder().eventId(EVENT_ID).session(session).build()))
        .isEqualTo(new ServerEvent.SessionCreated("", 0));
  }

  @Test
  void speechFromTheModel() throws Exception {
    var frame = MediaFrame.silence(AudioFormat.PCMU, 400);
    var delta =
        ResponseAudioDeltaEvent.builder()
            .eventId(EVENT_ID)
            .responseId("resp_1")
            .itemId("item_1")
            .outputIndex(0)
            .contentIndex(2)
            .delta(base64(frame))
            .build();

    assertThat(read(delta))
        .isEqualTo(new ServerEvent.OutputAudioDelta("resp_1", "item_1", 2, frame));
  }

  @Test
  void speechFromTheCaller() throws Exception {
    var started =
        InputAudioBufferSpeechStartedEvent.builder()
            .eventId(EVENT_ID)
            .itemId("item_1")
            .audioStartMs(3_599_999)
            .build();

    assertThat(read(started)).isEqualTo(new ServerEvent.SpeechStarted("item_1", 3_599_999));
  }

  @Test
  void aTranscriptBilledBySeconds() throws Exception {
    var completed =
        ConversationItemInputAudioTranscriptionCompletedEvent.builder()
            .eventId(EVENT_ID)
            .itemId("item_1")
            .contentIndex(0)
            .transcript("Gr\u00fc\u00df Gott \u2026 \ud83d\ude00")
            .usage(TranscriptTextUsageDuration.builder().seconds(1.5).build())
            .build();

    assertThat(read(completed))
        .isEqualTo(
            new ServerEvent.InputTranscriptCompleted(
                "item_1",
                0,
                "Gr\u00fc\u00df Gott \u2026 \ud83d\ude00",
                new Usage(0, 0, 0, 0, 0, 0, 0, 0, 1.5)));
  }

  @Test
  void aResponseOutsideTheConversation() throws Exception {
    var outOfBand =
        RealtimeResponse.builder().id("resp_1").conversationId(JsonField.ofNullable(null)).build();

    assertThat(read(created(outOfBand))).isEqualTo(new ServerEvent.ResponseCreated("resp_1", true));
  }

  @Test
  void aResponseThatDoesNotSayWhereItBelongs() throws Exception {
    var silent = RealtimeResponse.builder().id("resp_1").build();

    assertThat(read(created(silent))).isEqualTo(new ServerEvent.ResponseCreated("resp_1", false));
  }

  @Test
  void aResponseThatCallsAFunction() throws Exception {
    var response =
        RealtimeResponse.builder()
            .id("resp_1")
            .status(RealtimeResponse.Status.COMPLETED)
            .addOutput(functionCall())
            .usage(usage())
            .build();

    assertThat(read(done(response)))
        .isEqualTo(
            new ServerEvent.ResponseDone(
                "resp_1",
                Status.COMPLETED,
                null,
                List.of(
                    new Item.FunctionCall("item_1", "completed", "call_1", "look_up", "{\"q\":1}")),
                new Usage(30, 20, 10, 20, 5, 0, 0, 0, 0)));
  }

  @Test
  void aResponseThatTheCallerCutShort() throws Exception {
    var response =
        RealtimeResponse.builder()
            .id("resp_1")
            .status(RealtimeResponse.Status.CANCELLED)
            .statusDetails(
                RealtimeResponseStatus.builder()
                    .type(RealtimeResponseStatus.Type.CANCELLED)
                    .reason(RealtimeResponseStatus.Reason.CLIENT_CANCELLED)
                    .build())
            .build();

    assertThat(read(done(response)))
        .isEqualTo(
            new ServerEvent.ResponseDone(
                "resp_1", Status.CANCELLED, "client_cancelled", List.of(), Usage.NONE));
  }

  @Test
  void anItemAtTheBeginning() throws Exception {
    var added =
        ConversationItemAdded.builder()
            .eventId(EVENT_ID)
            .previousItemId(Optional.empty())
            .item(functionCall())
            .build();

    assertThat(read(added))
        .isEqualTo(
            new ServerEvent.ItemAdded(
                null,
                new Item.FunctionCall("item_1", "completed", "call_1", "look_up", "{\"q\":1}")));
  }

  @Test
  void anErrorThatNamesItsEvent() throws Exception {
    var error =
        RealtimeError.builder()
            .type("invalid_request_error")
            .code("unknown_parameter")
            .message("Unknown parameter.")
            .param("session.temperature")
            .eventId("session")
            .build();

    assertThat(read(RealtimeErrorEvent.builder().eventId(EVENT_ID).error(error).build()))
        .isEqualTo(
            new ServerEvent.Error(
                "invalid_request_error",
                "unknown_parameter",
                "Unknown parameter.",
                "session.temperature",
                "session"));
  }

  private static RealtimeConversationItemFunctionCall functionCall() {
    return RealtimeConversationItemFunctionCall.builder()
        .id("item_1")
        .status(RealtimeConversationItemFunctionCall.Status.COMPLETED)
        .callId("call_1")
        .name("look_up")
        .arguments("{\"q\":1}")
        .build();
  }

  private static RealtimeResponseUsage usage() {
    return RealtimeResponseUsage.builder()
        .inputTokens(30)
        .outputTokens(20)
        .totalTokens(50)
        .inputTokenDetails(
            RealtimeResponseUsageInputTokenDetails.builder()
                .textTokens(10)
                .audioTokens(20)
                .cachedTokens(5)
                .build())
        .build();
  }

  private static Object created(RealtimeResponse response) {
    return ResponseCreatedEvent.builder().eventId(EVENT_ID).response(response).build();
  }

  private static Object done(RealtimeResponse response) {
    return ResponseDoneEvent.builder().eventId(EVENT_ID).response(response).build();
  }

  private static String base64(MediaFrame frame) {
    return Base64.getEncoder().encodeToString(frame.audio());
  }

  private static ServerEvent read(Object event) throws Exception {
    return decoded(ObjectMappers.jsonMapper().writeValueAsString(event));
  }
}
