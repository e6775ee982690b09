package callflux.codec.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.Item.Content;
import callflux.codec.realtime.Session.Eagerness;
import callflux.codec.realtime.Session.NoiseReduction;
import callflux.codec.realtime.Session.Tool;
import callflux.codec.realtime.Session.Transcription;
import callflux.codec.realtime.Session.TurnDetection;
import callflux.codec.realtime.Session.TurnDetection.SemanticVad;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.realtime.RealtimeClientEvent;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClientEventsAreValidTest {
  private static final TurnDetection BY_LOUDNESS = new ServerVad(0.5, 300, 500, 6_000, true, true);
  private static final TurnDetection BY_MEANING = new SemanticVad(Eagerness.LOW, false, true);

  @ParameterizedTest
  @MethodSource("everyEvent")
  void inItsMakersModels(ClientEvent event) throws Exception {
    var read = readByItsMaker(event).validate();

    assertThat(KnownKeys.unknownIn(read)).as("unknown keys").isEmpty();
  }

  @Test
  void anUnknownTypeWouldBeSeen() throws Exception {
    var read =
        ObjectMappers.jsonMapper()
            .readValue("{\"type\":\"session.updated\"}", RealtimeClientEvent.class);

    assertThatExceptionOfType(OpenAIInvalidDataException.class).isThrownBy(read::validate);
  }

  @Test
  void anUnknownKeyWouldBeSeen() throws Exception {
    var typo =
        "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":"
            + "{\"nois_reduction\":null}}}}";
    var read = ObjectMappers.jsonMapper().readValue(typo, RealtimeClientEvent.class);

    assertThat(KnownKeys.unknownIn(read)).containsExactly("nois_reduction");
  }

  @Test
  void aSessionSaysAllThatItHolds() throws Exception {
    var session =
        readByItsMaker(new ClientEvent.SessionUpdate("session", full(AudioFormat.PCMU)))
            .asSessionUpdate()
            .session()
            .asRealtimeSessionCreateRequest();

    var input = session.audio().orElseThrow().input().orElseThrow();
    var output = session.audio().orElseThrow().output().orElseThrow();
    var detection = input.turnDetection().orElseThrow().asServerVad();
    assertThat(session.instructions()).contains("Be \"brief\",\nand kind.");
    assertThat(session.maxOutputTokens().orElseThrow().asInteger()).isEqualTo(1_024);
    assertThat(session.tools().orElseThrow()).hasSize(1);
    assertThat(input.format().orElseThrow().isAudioPcmu()).isTrue();
    assertThat(input.noiseReduction().orElseThrow().type().orElseThrow().asString())
        .isEqualTo("near_field");
    assertThat(input.transcription().orElseThrow().language()).contains("en");
    assertThat(output.format().orElseThrow().isAudioPcmu()).isTrue();
    assertThat(output.voice().orElseThrow().asUnionMember1().asString()).isEqualTo("marin");
    assertThat(output.speed()).contains(1.25);
    assertThat(detection.threshold()).contains(0.5);
    assertThat(detection.prefixPaddingMs()).contains(300L);
    assertThat(detection.silenceDurationMs()).contains(500L);
    assertThat(detection.idleTimeoutMs()).contains(6_000L);
    assertThat(detection.createResponse()).contains(true);
    assertThat(detection.interruptResponse()).contains(true);
  }

  @Test
  void aVoiceOfOnesOwnGoesByItsId() throws Exception {
    var plain = full(AudioFormat.PCMU);
    var session =
        new Session(
            null,
            plain.instructions(),
            plain.format(),
            "voice_123",
            1.0,
            plain.turnDetection(),
            null,
            null,
            null,
            List.of());

    var output =
        readByItsMaker(new ClientEvent.SessionUpdate(null, session))
            .asSessionUpdate()
            .session()
            .asRealtimeSessionCreateRequest()
            .audio()
            .orElseThrow()
            .output()
            .orElseThrow();

    assertThat(output.voice().orElseThrow().isId()).isTrue();
    assertThat(encoded(new ClientEvent.SessionUpdate(null, session)))
        .contains("\"voice\":{\"id\":\"voice_123\"}");
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void onlyLinearAudioNamesItsRate(AudioFormat format) throws Exception {
    var sent = encoded(new ClientEvent.SessionUpdate(null, full(format)));

    assertThat(sent.contains("\"rate\":24000")).isEqualTo(format == AudioFormat.PCM16);
  }

  @Test
  void aMinimalSessionSaysNothingThatMayBeRefused() {
    assertThat(encoded(new ClientEvent.SessionUpdate(null, full(AudioFormat.PCMU).minimal())))
        .doesNotContain("voice", "speed", "tool", "model\"", "noise", "transcription", "tokens");
  }

  @Test
  void anAnswerMayBeKeptFromCallingFunctions() {
    assertThat(encoded(new ClientEvent.ResponseCreate("response", "Say goodbye.", false)))
        .contains("\"tool_choice\":\"none\"");
    assertThat(encoded(new ClientEvent.ResponseCreate("response", "Say hello.")))
        .doesNotContain("tool_choice");
  }

  @Test
  void halfASurrogatePairDoesNotStopAnEvent() throws Exception {
    var item = new Item.FunctionCallOutput(null, "call_1", "caf\u00e9 \ud83d\ude00 \ud83d!");
    var read = readByItsMaker(new ClientEvent.ItemCreate(null, null, item));

    assertThat(read.validate().asConversationItemCreate().item().asFunctionCallOutput().output())
        .isEqualTo("caf\u00e9 \ud83d\ude00 ?!");
  }

  static Stream<ClientEvent> everyEvent() {
    return Stream.concat(
        Stream.of(
            new ClientEvent.SessionUpdate("session", full(AudioFormat.PCMU)),
            new ClientEvent.SessionUpdate(null, full(AudioFormat.PCMU).minimal()),
            new ClientEvent.SessionUpdate(null, full(AudioFormat.PCMA)),
            new ClientEvent.SessionUpdate(null, full(AudioFormat.PCM16)),
            new ClientEvent.SessionUpdate(null, session(AudioFormat.PCMU, BY_MEANING)),
            new ClientEvent.InputAudioAppend(MediaFrame.silence(AudioFormat.PCMU, 20)),
            new ClientEvent.InputAudioCommit(),
            new ClientEvent.InputAudioClear(),
            new ClientEvent.ItemDelete("delete", "item_1"),
            new ClientEvent.ItemTruncate("truncate", "item_1", 0, 1_500),
            new ClientEvent.ResponseCreate(null, null),
            new ClientEvent.ResponseCreate("greeting", "Greet the caller."),
            new ClientEvent.ResponseCreate("response", "Say goodbye.", false),
            new ClientEvent.ResponseCancel(null, null),
            new ClientEvent.ResponseCancel("cancel", "resp_1")),
        everyItem().map(item -> new ClientEvent.ItemCreate("item", "root", item)));
  }

  private static Stream<Item> everyItem() {
    return Stream.of(
        new Item.Message(null, null, "system", List.of(new Content("input_text", "Night."))),
        new Item.Message("item_1", null, "user", List.of(new Content("input_text", "Hello?"))),
        new Item.Message(null, "completed", "user", List.of(new Content("input_audio", "Hello?"))),
        new Item.Message(
            null, "incomplete", "assistant", List.of(new Content("output_text", "Good ev"))),
        new Item.Message(
            null, "completed", "assistant", List.of(new Content("output_audio", "Good evening."))),
        new Item.FunctionCall("item_2", "completed", "call_1", "look_up", "{\"q\":1}"),
        new Item.FunctionCallOutput(null, "call_1", "{\"ok\":true}"));
  }

  private static Session full(AudioFormat format) {
    return session(format, BY_LOUDNESS);
  }

  private static Session session(AudioFormat format, TurnDetection detection) {
    return new Session(
        "gpt-realtime-2.1",
        "Be \"brief\",\nand kind.",
        format,
        "marin",
        1.25,
        detection,
        NoiseReduction.NEAR_FIELD,
        new Transcription("gpt-4o-mini-transcribe", "en", "Words of the sea."),
        1_024,
        List.of(
            new Tool(
                "look_up",
                "Looks something up.",
                Map.of("type", "object", "properties", Map.of("q", Map.of("type", "number"))))));
  }

  private static RealtimeClientEvent readByItsMaker(ClientEvent event) throws Exception {
    return ObjectMappers.jsonMapper().readValue(encoded(event), RealtimeClientEvent.class);
  }

  private static String encoded(ClientEvent event) {
    var codec = new RealtimeCodec(Dialect.GA, AudioFormat.PCMU);
    return Wire.text(codec.encode(event, ByteBufAllocator.DEFAULT));
  }
}
