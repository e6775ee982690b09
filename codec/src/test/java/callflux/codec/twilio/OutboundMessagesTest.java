package callflux.codec.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.twilio.TwilioMessage.Outbound;
import io.netty.buffer.ByteBufAllocator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Twilio refuses a message with a key too many, so each is compared to the letter.
class OutboundMessagesTest {

  @Test
  void mediaHasItsPayloadAndNoMore() {
    var frame = MediaFrame.ofAudio(AudioFormat.PCMU, new byte[] {1, 2, 3, 4});

    assertThat(written(new Outbound.Media(frame), "MZ1"))
        .isEqualTo(
            "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"AQIDBA==\"}}");
  }

  @Test
  void aFrameOfSilenceIsWrittenWhole() {
    var silence = written(new Outbound.Media(MediaFrame.silence(AudioFormat.PCMU, 20)), "MZ1");

    var payload = JsonMapper.shared().readTree(silence).at("/media/payload").stringValue();
    assertThat(Base64.getDecoder().decode(payload)).hasSize(160).containsOnly(0xFF);
  }

  @Test
  void aMarkHasItsName() {
    assertThat(written(new Outbound.Mark("item_abc:1200:g3:m7"), "MZ1"))
        .isEqualTo(
            "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"item_abc:1200:g3:m7\"}}");
  }

  @Test
  void aClearHasNothing() {
    assertThat(written(new Outbound.Clear(), "MZ1"))
        .isEqualTo("{\"event\":\"clear\",\"streamSid\":\"MZ1\"}");
  }

  @Test
  void whatCouldBreakOutIsEscaped() {
    var hostile = "MZ\",\"x\":\"\\\u0000\u00e9\ud83d";
    var written = JsonMapper.shared().readTree(written(new Outbound.Mark(hostile), hostile));

    assertThat(written.size()).isEqualTo(3);
    assertThat(written.get("streamSid").stringValue()).isEqualTo(hostile);
    assertThat(written.at("/mark/name").stringValue()).isEqualTo(hostile);
  }

  @Test
  void aMarkIsReadBackAsWritten() {
    var written = written(new Outbound.Mark("a \"b\" \u00e9"), "MZ1");

    assertThat(Wire.decode(written, new MediaStreamCodec()::decode))
        .isEqualTo(new TwilioMessage.Inbound.Mark("a \"b\" \u00e9"));
  }

  private static String written(Outbound message, String streamSid) {
    return Wire.text(new MediaStreamCodec(streamSid).encode(message, ByteBufAllocator.DEFAULT));
  }
}
