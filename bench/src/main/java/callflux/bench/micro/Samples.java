package callflux.bench.micro;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.audio.MuLaw;
import callflux.codec.audio.Pcm16;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// Messages as they come in a call, with ids of the lengths that Twilio and OpenAI give.
final class Samples {
  static final String STREAM_SID = "MZ18ad3ab5a668481ce02b83e7395059f0";
  static final String RESPONSE_ID = "resp_CqH7tAkLUwYbD2pJzVx9e";
  static final String ITEM_ID = "item_CqH7tZsQfXo4NnRm1Kc8d";

  /// Twenty milliseconds of a telephone.
  static final int FRAME_BYTES = 160;

  private Samples() {}

  /// A vowel's worth of tones, 10 dB below full scale.
  static short[] voice(int rate, int millis) {
    var samples = new short[rate / 1_000 * millis];
    for (int i = 0; i < samples.length; i++) {
      double turns = 2 * Math.PI * i / rate;
      samples[i] = (short) (6_000 * Math.sin(140 * turns) + 4_000 * Math.sin(730 * turns));
    }
    return samples;
  }

  /// So many bytes of mu-law, eight to a millisecond.
  static MediaFrame frame(int bytes) {
    return MediaFrame.ofAudio(AudioFormat.PCMU, MuLaw.encode(voice(8_000, bytes / 8)));
  }

  /// So many milliseconds at 24 kHz.
  static MediaFrame linear(int millis) {
    return MediaFrame.ofAudio(AudioFormat.PCM16, Pcm16.bytes(voice(24_000, millis)));
  }

  /// One frame of the caller's, as Twilio writes it.
  static String media() {
    return """
    {"event":"media","sequenceNumber":"1203","media":{"track":"inbound","chunk":"1201",\
    "timestamp":"24020","payload":"%s"},"streamSid":"%s"}\
    """
        .formatted(base64(FRAME_BYTES), STREAM_SID);
  }

  /// So many bytes of the model's speech, as OpenAI writes them.
  static String delta(int bytes) {
    return """
    {"type":"response.output_audio.delta","event_id":"event_CqH7tpLr0vWc6BhYs5Gj3",\
    "response_id":"%s","item_id":"%s","output_index":0,"content_index":0,"delta":"%s"}\
    """
        .formatted(RESPONSE_ID, ITEM_ID, base64(bytes));
  }

  /// The same message, in a spelling that the fast path leaves to Jackson.
  static String respelt(String message) {
    return message.replaceFirst("\\{", "{\n");
  }

  /// In a buffer as a socket has it; the taker releases it.
  static ByteBuf buffer(String message) {
    byte[] text = message.getBytes(StandardCharsets.US_ASCII);
    return ByteBufAllocator.DEFAULT.directBuffer(text.length).writeBytes(text);
  }

  private static String base64(int bytes) {
    var out = Unpooled.buffer();
    frame(bytes).writeBase64(out);
    return new String(ByteBufUtil.getBytes(out), StandardCharsets.US_ASCII);
  }
}
