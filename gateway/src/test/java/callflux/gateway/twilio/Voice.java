package callflux.gateway.twilio;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import java.util.Arrays;
import java.util.Base64;

/// Speech that can be told from other speech.
final class Voice {
  private Voice() {}

  /// Twenty milliseconds.
  static MediaFrame frame(int content) {
    return MediaFrame.ofAudio(AudioFormat.PCMU, audio(content, 160));
  }

  /// Twenty milliseconds, as Twilio writes them.
  static String base64(int content) {
    return base64(content, 160);
  }

  static String base64(int content, int bytes) {
    return Base64.getEncoder().encodeToString(audio(content, bytes));
  }

  private static byte[] audio(int content, int bytes) {
    var audio = new byte[bytes];
    Arrays.fill(audio, (byte) content);
    return audio;
  }
}
