package callflux.bench.load;

import callflux.codec.audio.MuLaw;
import java.util.Arrays;

/// What was on the line from the beginning of the stream, as mu-law at 8,000 Hz: one byte is 125
/// microseconds, so that a position in bytes is a time.
public final class Tape {
  static final int BYTES_PER_MILLI = 8;
  private static final byte SILENCE = (byte) 0xFF;

  private final boolean kept;
  private byte[] audio = new byte[0];
  private int length;

  /// @param kept whether anything is recorded at all
  Tape(boolean kept) {
    this.kept = kept;
  }

  /// Bytes written so far, silence included.
  public int length() {
    return length;
  }

  /// What was recorded, in 16 bit; a fresh array.
  public short[] samples() {
    return MuLaw.decode(Arrays.copyOf(audio, length));
  }

  /// Adds silence up to a position; does nothing if the tape is already that long.
  void padTo(int position) {
    if (kept && position > length) {
      reserve(position - length);
      Arrays.fill(audio, length, position, SILENCE);
      length = position;
    }
  }

  void append(byte[] from, int offset, int count) {
    if (kept) {
      reserve(count);
      System.arraycopy(from, offset, audio, length, count);
      length += count;
    }
  }

  private void reserve(int count) {
    if (length + count > audio.length) {
      audio = Arrays.copyOf(audio, Math.max(length + count, audio.length * 3 / 2 + 8_000));
    }
  }
}
