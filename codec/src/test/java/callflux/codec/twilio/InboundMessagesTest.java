package callflux.codec.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.json.MalformedMessage;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Inbound.BadMedia;
import callflux.codec.twilio.TwilioMessage.Inbound.BadMedia.Fault;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundMessagesTest {
  private static final MediaFrame FRAME = frame("no+JhoaJjp+s");

  @Test
  void connectedTellsProtocolAndVersion() {
    assertThat(read(InboundSamples.CONNECTED)).isEqualTo(new Inbound.Connected("Call", "1.0.0"));
  }

  @Test
  void startTellsTheCallAndItsFormat() {
    assertThat(read(InboundSamples.START))
        .isEqualTo(
            new Inbound.Start(
                "MZ1",
                "CA1",
                "AC1",
                List.of("inbound"),
                "audio/x-mulaw",
                8_000,
                1,
                Map.of("FirstName", "Jane")));
  }

  @Test
  void startNeedsNoParameters() {
    var bare = InboundSamples.START.replace(",\"customParameters\":{\"FirstName\":\"Jane\"}", "");

    assertThat(read(bare))
        .isInstanceOfSatisfying(
            Inbound.Start.class, start -> assertThat(start.parameters()).isEmpty());
  }

  @Test
  void mediaIsReadAsItsAudio() {
    assertThat(read(InboundSamples.MEDIA)).isEqualTo(new Inbound.Media("MZ1", "inbound", 5, FRAME));
  }

  @Test
  void escapesInTheBase64AreRead() {
    var escaped = InboundSamples.MEDIA.replace("no+Jhoa", "no\\u002bJho\\u0061");

    assertThat(read(escaped)).isEqualTo(new Inbound.Media("MZ1", "inbound", 5, FRAME));
  }

  @Test
  void slashesMayBeEscaped() {
    var escaped = InboundSamples.MEDIA.replace("no+JhoaJjp+s", "\\/\\/8=");

    assertThat(read(escaped)).isEqualTo(new Inbound.Media("MZ1", "inbound", 5, frame("//8=")));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"123\"', 123",
    "123, 123",
    "'\"0\"', 0",
    "'\"007\"', 7",
    "'\"999999999999999999\"', 999999999999999999",
    "'\"9999999999999999999\"', -1",
    "'\"1e308\"', -1",
    "'\"-5\"', -1",
    "-5, -1",
    "'\"\"', -1",
    "'\"٣\"', -1",
    "null, -1",
    "true, -1"
  })
  void aTimestampIsDecimalOrUnknown(String written, long timestamp) {
    var message = InboundSamples.MEDIA.replace("\"5\"", written);

    assertThat(read(message)).isEqualTo(new Inbound.Media("MZ1", "inbound", timestamp, FRAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!!", "AAA", "AAAA AAAA", "AAA-", "AA==AAAA", "=", "AAAA=", "ÿAAA"})
  void aBadPayloadIsBadMedia(String payload) {
    assertThat(read(InboundSamples.MEDIA.replace("no+JhoaJjp+s", payload)))
        .isEqualTo(new BadMedia("MZ1", "inbound", Fault.NOT_BASE64));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_001, 30_000})
  void overASecondAtOnceIsBadMedia(int bytes) {
    var payload = Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThat(read(InboundSamples.MEDIA.replace("no+JhoaJjp+s", payload)))
        .isEqualTo(new BadMedia("MZ1", "inbound", Fault.TOO_LONG));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 160, 8_000})
  void upToASecondIsMedia(int bytes) {
    var payload = Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThat(read(InboundSamples.MEDIA.replace("no+JhoaJjp+s", payload)))
        .isEqualTo(new Inbound.Media("MZ1", "inbound", 5, frame(payload)));
  }

  @Test
  void aKeyIsReadAsItIs() {
    assertThat(read(InboundSamples.DTMF)).isEqualTo(new Inbound.Dtmf("1"));
  }

  @Test
  void aMarkComesBackByName() {
    assertThat(read(InboundSamples.MARK)).isEqualTo(new Inbound.Mark("my label"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"event\":\"stop\",\"stop\":{\"callSid\":\"CA1\"}}', CA1",
    "'{\"event\":\"stop\",\"stop\":{}}', ''",
    "'{\"event\":\"stop\",\"sequenceNumber\":\"5\"}', ''"
  })
  void stopNeedsNothing(String message, String callSid) {
    assertThat(read(message)).isEqualTo(new Inbound.Stop(callSid));
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "Media", "", "media\u0000"})
  void anotherEventIsUnknown(String event) {
    var message = "{\"event\":\"" + event.replace("\u0000", "\\u0000") + "\",\"media\":5}";

    assertThat(read(message)).isEqualTo(new Inbound.Unknown(event));
  }

  @ParameterizedTest
  @CsvSource({
    "streamSid, start.streamSid",
    "callSid, start.callSid",
    "accountSid, start.accountSid",
    "mediaFormat, start.mediaFormat",
    "encoding, start.mediaFormat.encoding",
    "sampleRate, start.mediaFormat.sampleRate",
    "channels, start.mediaFormat.channels"
  })
  void aStartThatLacksAFieldIsMalformed(String key, String field) {
    var message = InboundSamples.START.replaceFirst("\"" + key + "\"", "\"x\"");

    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> read(message))
        .withMessageContaining("start." + field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "not json",
        "[]",
        "\"x\"",
        "null",
        "5",
        "{",
        "{}",
        "{\"event\":5}",
        "{\"event\":null}",
        "{\"event\":\"media\"}",
        "{\"event\":\"mark\",\"mark\":{\"name\":5}}",
        "{\"event\":\"connected\"} {}",
        "{\"event\":\"dtmf\",\"dtmf\":[]}"
      })
  void anythingElseIsMalformed(String message) {
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> read(message))
        .satisfies(malformed -> assertThat(malformed.isBeyondLimit()).isFalse());
  }

  private static MediaFrame frame(String base64) {
    return MediaFrame.ofAudio(AudioFormat.PCMU, Base64.getDecoder().decode(base64));
  }

  private static Inbound read(String message) {
    return Wire.decode(message, new MediaStreamCodec()::decode);
  }
}
