package callflux.codec.audio;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import java.util.Base64;

/// A stretch of speech: twenty milliseconds of the caller, or a delta of the model.
///
/// It owns its bytes and nothing else does, so there is nothing to release. They are the audio
/// itself: the base64 that both wires use is theirs, read by their decoders and written here.
///
/// Not a record, because it holds an array: two frames are equal when they sound the same.
public final class MediaFrame {
  private static final Base64.Encoder ENCODER = Base64.getEncoder();

  /// Letters of more than [Framing#PIECE_MILLIS] in every format.
  private static final int SCRATCH = 8 * 1024;

  /// Where base64 is written before it goes into a buffer: the JDK's encoder, which does many bytes
  /// at once, knows only arrays.
  private static final FastThreadLocal<byte[]> LETTERS =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[SCRATCH];
        }
      };

  private final AudioFormat format;
  private final byte[] audio;

  private MediaFrame(AudioFormat format, byte[] audio) {
    this.format = format;
    this.audio = audio;
  }

  /// A frame of the given audio bytes, which are copied.
  public static MediaFrame ofAudio(AudioFormat format, byte[] audio) {
    return new MediaFrame(format, audio.clone());
  }

  /// A frame of the given audio bytes. The array is the frame's from now on.
  public static MediaFrame owning(AudioFormat format, byte[] audio) {
    return new MediaFrame(format, audio);
  }

  /// So many milliseconds of silence.
  public static MediaFrame silence(AudioFormat format, int millis) {
    var audio = new byte[millis * format.bytesPerMilli()];
    Arrays.fill(audio, format.silence());
    return owning(format, audio);
  }

  public AudioFormat format() {
    return format;
  }

  /// Length of the audio in bytes.
  public int audioLength() {
    return audio.length;
  }

  /// Whole milliseconds of speech, rounded down.
  public int millis() {
    return (int) format.millis(audio.length);
  }

  /// The audio; a fresh array.
  public byte[] audio() {
    return audio.clone();
  }

  /// Length of the audio in base64 (RFC 4648 section 4, padded).
  public int base64Length() {
    return (audio.length + 2) / 3 * 4;
  }

  /// Appends the audio to `out` in base64.
  public void writeBase64(ByteBuf out) {
    int length = base64Length();
    byte[] letters = length <= SCRATCH ? LETTERS.get() : new byte[length];
    out.writeBytes(letters, 0, ENCODER.encode(audio, letters));
  }

  /// The part of this frame from one byte of the audio up to another.
  public MediaFrame slice(int from, int to) {
    return new MediaFrame(format, Arrays.copyOfRange(audio, from, to));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MediaFrame that
        && format == that.format
        && Arrays.equals(audio, that.audio);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(audio);
  }

  /// Format and length; never the audio.
  @Override
  public String toString() {
    return format + " " + millis() + " ms";
  }
}
