package callflux.codec.audio;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Base64;

/// A stretch of speech: twenty milliseconds of the caller, or a delta of the model.
///
/// It owns its bytes and nothing else does, so there is nothing to release. It keeps them as the
/// base64 text that both wires use; on the phone path they are never decoded.
///
/// Not a record, because it holds an array: two frames are equal when they sound the same.
public final class MediaFrame {
  private static final Base64.Encoder ENCODER = Base64.getEncoder();
  private static final Base64.Decoder DECODER = Base64.getDecoder();

  private final AudioFormat format;
  private final byte[] base64;

  private MediaFrame(AudioFormat format, byte[] base64) {
    this.format = format;
    this.base64 = base64;
  }

  /// A frame of the given audio bytes, which are copied.
  public static MediaFrame ofAudio(AudioFormat format, byte[] audio) {
    return new MediaFrame(format, ENCODER.encode(audio));
  }

  /// A frame of audio already written in base64 (RFC 4648 section 4, padded). The array is the
  /// frame's from now on. Whether it is well-formed is the decoder's business, not checked here.
  public static MediaFrame ofBase64(AudioFormat format, byte[] base64) {
    return new MediaFrame(format, base64);
  }

  /// So many milliseconds of silence.
  public static MediaFrame silence(AudioFormat format, int millis) {
    var audio = new byte[millis * format.bytesPerMilli()];
    Arrays.fill(audio, format.silence());
    return ofAudio(format, audio);
  }

  public AudioFormat format() {
    return format;
  }

  /// Length of the audio in bytes, reckoned from the base64 text.
  public int audioLength() {
    int length = base64.length / 4 * 3;
    if (base64.length > 1 && base64[base64.length - 1] == '=') {
      length -= base64[base64.length - 2] == '=' ? 2 : 1;
    }
    return length;
  }

  /// Whole milliseconds of speech, rounded down.
  public int millis() {
    return (int) format.millis(audioLength());
  }

  /// The audio, decoded; a fresh array.
  ///
  /// @throws IllegalArgumentException if the text is not base64
  public byte[] audio() {
    return DECODER.decode(base64);
  }

  /// Length of the base64 text in bytes.
  public int base64Length() {
    return base64.length;
  }

  /// Appends the base64 text to `out`.
  public void writeBase64(ByteBuf out) {
    out.writeBytes(base64);
  }

  /// The part of this frame from one offset of the base64 text to another, without decoding.
  ///
  /// @param from offset in the text, a multiple of 4
  /// @param to offset in the text, a multiple of 4 or its end
  public MediaFrame slice(int from, int to) {
    return new MediaFrame(format, Arrays.copyOfRange(base64, from, to));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MediaFrame that
        && format == that.format
        && Arrays.equals(base64, that.base64);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(base64);
  }

  /// Format and length; never the audio.
  @Override
  public String toString() {
    return format + " " + millis() + " ms";
  }
}
