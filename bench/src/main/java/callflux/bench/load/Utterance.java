package callflux.bench.load;

import callflux.codec.audio.MuLaw;
import java.time.Duration;
import java.util.Arrays;

/// A stretch of a caller's speech in frames of 20 ms, ready to be sent. Immutable and shared: many
/// callers may say the same.
public final class Utterance {
  static final int FRAME_BYTES = 160;
  static final int FRAME_MILLIS = 20;

  /// A frame is a voice from this RMS on: 40 dB below full scale.
  private static final double VOICED_RMS = 328;

  private final byte[][] frames;
  private final boolean[] voiced;

  private Utterance(byte[][] frames, boolean[] voiced) {
    this.frames = frames;
    this.voiced = voiced;
  }

  /// The samples in frames.
  ///
  /// @param samples 8,000 Hz; the last frame is filled up with silence
  public static Utterance of(short[] samples) {
    int count = Math.ceilDiv(samples.length, FRAME_BYTES);
    if (count == 0) {
      throw new IllegalArgumentException("an utterance of no samples");
    }
    var frames = new byte[count][];
    var voiced = new boolean[count];
    for (int i = 0; i < count; i++) {
      short[] frame = Arrays.copyOfRange(samples, i * FRAME_BYTES, (i + 1) * FRAME_BYTES);
      frames[i] = MuLaw.encode(frame);
      voiced[i] = rms(frame) >= VOICED_RMS;
    }
    return new Utterance(frames, voiced);
  }

  public Duration duration() {
    return Duration.ofMillis((long) frames.length * FRAME_MILLIS);
  }

  int frames() {
    return frames.length;
  }

  /// How many there are ahead of the voice.
  int silentFrames() {
    int begin = 0;
    while (begin < frames.length && !voiced[begin]) {
      begin++;
    }
    return begin;
  }

  /// How many there are up to the end of the voice.
  int voicedFrames() {
    int end = frames.length;
    while (end > 0 && !voiced[end - 1]) {
      end--;
    }
    return end;
  }

  /// Not to be changed.
  byte[] frame(int index) {
    return frames[index];
  }

  boolean voiced(int index) {
    return voiced[index];
  }

  private static double rms(short[] frame) {
    double sum = 0;
    for (short sample : frame) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / frame.length);
  }
}
