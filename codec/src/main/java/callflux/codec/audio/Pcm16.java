package callflux.codec.audio;

/// Linear samples as the bytes that [AudioFormat#PCM16] and WAV files hold: signed 16 bit,
/// little-endian.
public final class Pcm16 {
  private Pcm16() {}

  /// The samples in so many bytes; an odd last byte is left out.
  public static short[] samples(byte[] bytes) {
    var samples = new short[bytes.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8);
    }
    return samples;
  }

  /// The bytes of so many samples.
  public static byte[] bytes(short[] samples) {
    var bytes = new byte[samples.length * 2];
    for (int i = 0; i < samples.length; i++) {
      bytes[2 * i] = (byte) samples[i];
      bytes[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return bytes;
  }
}
