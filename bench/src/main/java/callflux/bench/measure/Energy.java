package callflux.bench.measure;

import java.time.Duration;

/// How loud a recording at 8,000 Hz is, every 20 ms.
public final class Energy {
  /// Length of one figure.
  public static final int FRAME_MILLIS = 20;

  /// What silence counts as, in dB relative to full scale; mu-law's quietest step lies below.
  public static final double FLOOR = -60;

  /// From this on it is a voice. Below any speech, and above what the line itself does.
  private static final double VOICE = -50;

  private static final int FRAME_SAMPLES = 160;
  private static final double FULL_SCALE = 32_768;

  private final double[] decibels;

  private Energy(double[] decibels) {
    this.decibels = decibels;
  }

  /// Measures a recording.
  ///
  /// @param samples the last of which may make up a shorter frame
  public static Energy of(short[] samples) {
    var decibels = new double[Math.ceilDiv(samples.length, FRAME_SAMPLES)];
    for (int i = 0; i < decibels.length; i++) {
      int to = Math.min(samples.length, (i + 1) * FRAME_SAMPLES);
      double sum = 0;
      for (int k = i * FRAME_SAMPLES; k < to; k++) {
        sum += (double) samples[k] * samples[k];
      }
      double rms = Math.sqrt(sum / (to - i * FRAME_SAMPLES)) / FULL_SCALE;
      decibels[i] = Math.max(FLOOR, 20 * Math.log10(rms));
    }
    return new Energy(decibels);
  }

  /// How many figures there are.
  public int frames() {
    return decibels.length;
  }

  /// RMS of a frame in dB relative to full scale, never below [#FLOOR].
  public double decibels(int frame) {
    return decibels[frame];
  }

  /// From the beginning of a stretch of the recording to the last voice in it, in milliseconds: a
  /// voice that is silent at first is played all the same. 0 if there is none.
  public double untilLastVoice(Duration from, Duration to) {
    int begin = Math.toIntExact(from.toMillis() / FRAME_MILLIS);
    int end = Math.min(decibels.length, Math.toIntExact(to.toMillis() / FRAME_MILLIS) + 1);
    while (begin < end && decibels[end - 1] < VOICE) {
      end--;
    }
    return Math.max(0, end - begin) * FRAME_MILLIS;
  }
}
