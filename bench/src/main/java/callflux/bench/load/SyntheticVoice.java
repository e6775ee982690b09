package callflux.bench.load;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A voice without words: harmonics of a gliding pitch through three formants, in syllables and
/// words, at 8,000 Hz. The same seed and length give the same samples.
final class SyntheticVoice {
  private static final int RATE = 8_000;

  /// The telephone band's upper edge: no harmonic lies above it.
  private static final int BAND_HERTZ = 3_400;

  /// Peaks near 10 dB below full scale: a clear voice, never clipped.
  private static final double LOUDNESS = 10_000;

  /// Centres of the first three formants in Hz, of the vowels in father, bet, beat, bought, boot.
  private static final int[][] VOWELS = {
    {730, 1_090, 2_440},
    {530, 1_840, 2_480},
    {270, 2_290, 3_010},
    {570, 840, 2_410},
    {300, 870, 2_240}
  };

  private static final double[] FORMANT_GAINS = {1, 0.5, 0.25};
  private static final double FORMANT_WIDTH_HERTZ = 120;

  private final RandomGenerator random;
  private final double pitch;
  private double phase;

  private SyntheticVoice(long seed) {
    this.random = new SplittableRandom(seed);
    this.pitch = random.nextDouble(105, 190);
  }

  /// Speech that begins and ends with a voice and pauses between words for at most 120 ms, so that
  /// no turn detection takes a pause for its end.
  static short[] speak(long seed, Duration length) {
    return new SyntheticVoice(seed).speak((int) (length.toMillis() * RATE / 1_000));
  }

  private short[] speak(int length) {
    var samples = new short[length];
    int at = 0;
    while (at < length) {
      for (int syllables = random.nextInt(1, 4); syllables > 0 && at < length; syllables--) {
        int end = at + millis(130, 260);
        // A rest too short for a word belongs to the last syllable.
        at = syllable(samples, at, end + millis(120, 121) >= length ? length : end);
      }
      at += millis(60, 120);
    }
    return samples;
  }

  private int syllable(short[] samples, int from, int to) {
    double fundamental = pitch * random.nextDouble(0.9, 1.15);
    double glide = random.nextDouble(-0.15, 0.1);
    double[] gains = harmonics(fundamental, VOWELS[random.nextInt(VOWELS.length)]);
    for (int i = from; i < to; i++) {
      double progress = (double) (i - from) / (to - from);
      phase += 2 * Math.PI * fundamental * (1 + glide * progress) / RATE;
      double sum = 0;
      for (int k = 0; k < gains.length; k++) {
        sum += gains[k] * Math.sin((k + 1) * phase);
      }
      samples[i] = (short) (LOUDNESS * Math.sqrt(Math.sin(Math.PI * progress)) * sum);
    }
    return to;
  }

  /// How loud each harmonic is, together at most 1.
  private static double[] harmonics(double fundamental, int[] formants) {
    var gains = new double[(int) (BAND_HERTZ / (fundamental * 1.1))];
    double sum = 0;
    for (int k = 0; k < gains.length; k++) {
      double hertz = (k + 1) * fundamental;
      for (int f = 0; f < formants.length; f++) {
        double distance = (hertz - formants[f]) / FORMANT_WIDTH_HERTZ;
        gains[k] += FORMANT_GAINS[f] / (1 + distance * distance);
      }
      sum += gains[k] * gains[k];
    }
    for (int k = 0; k < gains.length; k++) {
      gains[k] /= Math.sqrt(sum) * 1.5;
    }
    return gains;
  }

  private int millis(int from, int to) {
    return random.nextInt(from, to) * RATE / 1_000;
  }
}
