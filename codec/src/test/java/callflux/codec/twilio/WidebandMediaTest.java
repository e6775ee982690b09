package callflux.codec.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.json.Seed;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Inbound.BadMedia;
import callflux.codec.twilio.TwilioMessage.Inbound.BadMedia.Fault;
import callflux.codec.twilio.TwilioMessage.Outbound;
import io.netty.buffer.ByteBufAllocator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream of 24 kHz linear audio is read and written as one of mu-law is, sample by sample.
class WidebandMediaTest {
  private static final String STREAM = "MZ1";
  private static final int FRAME_BYTES = 960;

  private final MediaStreamCodec codec = new MediaStreamCodec(STREAM, AudioFormat.PCM16);

  @Test
  void aFrameIsTwentyMilliseconds() {
    var read = read(media("\"20\"", new byte[FRAME_BYTES]));

    assertThat(read)
        .isInstanceOfSatisfying(
            Inbound.Media.class,
            media -> {
              assertThat(media.frame().format()).isEqualTo(AudioFormat.PCM16);
              assertThat(media.frame().millis()).isEqualTo(20);
              assertThat(media.frame().base64Length()).isEqualTo(1_280);
            });
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var seed = Seed.take();
    for (int i = 0; i < 2_000; i++) {
      var random = seed.random(i);
      var audio = new byte[2 * random.nextInt(12_001)];
      random.nextBytes(audio);
      var frame = MediaFrame.ofAudio(AudioFormat.PCM16, audio);
      var written =
          Wire.text(codec.encode(new Outbound.Media(frame), ByteBufAllocator.DEFAULT))
              .replace("\"media\":{", "\"media\":{\"track\":\"inbound\",\"timestamp\":\"7\",");

      assertThat(read(written)).isEqualTo(new Inbound.Media(STREAM, "inbound", 7, frame));
      assertThat(frame.audio()).isEqualTo(audio);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 959, 961, 23_999})
  void halfASampleIsBadMedia(int bytes) {
    for (var timestamp : List.of("\"5\"", "5")) { // the fast path's spelling, and the other
      assertThat(read(media(timestamp, new byte[bytes])))
          .isEqualTo(new BadMedia(STREAM, "inbound", Fault.HALF_A_SAMPLE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {24_002, 36_000})
  void overHalfASecondIsBadMedia(int bytes) {
    assertThat(read(media("\"5\"", new byte[bytes])))
        .isEqualTo(new BadMedia(STREAM, "inbound", Fault.TOO_LONG));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 960, 24_000})
  void upToHalfASecondIsMedia(int bytes) {
    var frame = MediaFrame.ofAudio(AudioFormat.PCM16, new byte[bytes]);

    for (var timestamp : List.of("\"5\"", "5")) {
      assertThat(read(media(timestamp, new byte[bytes])))
          .isEqualTo(new Inbound.Media(STREAM, "inbound", 5, frame));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "audio/x-l16, 24000, 1, PCM16",
    "audio/x-mulaw, 8000, 1, PCMU",
    "audio/x-alaw, 8000, 1, PCMA",
    "audio/x-l16, 16000, 1, ",
    "audio/x-l16, 24000, 2, ",
    "audio/x-mulaw, 24000, 1, ",
    "audio/l16, 24000, 1, "
  })
  void aStreamIsInTheFormatThatItsStartNames(
      String encoding, int rate, int channels, AudioFormat format) {
    var start = new Inbound.Start(STREAM, "", "", List.of(), encoding, rate, channels, Map.of());

    for (var candidate : AudioFormat.values()) {
      assertThat(start.isIn(candidate)).as(candidate.name()).isEqualTo(candidate == format);
    }
  }

  private Inbound read(String message) {
    return Wire.decode(message, codec::decode);
  }

  private static String media(String timestamp, byte[] audio) {
    return """
    {"event":"media","media":{"track":"inbound","timestamp":%s,"payload":"%s"},"streamSid":"MZ1"}\
    """
        .formatted(timestamp, Base64.getEncoder().encodeToString(audio));
  }
}
