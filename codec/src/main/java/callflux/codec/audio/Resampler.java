package callflux.codec.audio;

import java.time.Duration;
import java.util.Arrays;

/// Takes one voice from 8 kHz to 24 kHz or back, frame after frame, as though it were one piece.
///
/// Level to within 0.5 dB up to 3.4 kHz, where the telephone's band ends. From 4.6 kHz up
/// everything is at least 60 dB down: that is where the images of the telephone's band begin when
/// going up, and where what would fold back into it begins when going down. What lies between folds
/// to between 3.4 and 4 kHz, beside the band.
///
/// It remembers the last [#DELAY] and more of its voice, so that each voice has a resampler of its
/// own. Not for use by several threads at once.
public abstract sealed class Resampler {
  /// How much later a sound comes out than it went in, at every frequency.
  public static final Duration DELAY = Duration.ofMillis(2);

  private static final int RATIO = 3;

  /// Half the filter's span, in samples at 24 kHz: 2 ms. A multiple of the ratio, so that the delay
  /// is a whole number of samples at 8 kHz too.
  private static final int CENTRE = 48;

  /// Taps of each third of the filter.
  private static final int SPAN = 2 * CENTRE / RATIO + 1;

  /// So many samples at 8 kHz are reckoned at once: a frame of 20 ms.
  private static final int BLOCK = 160;

  /// Every third tap: both ways are three short filters at 8 kHz.
  private static final float[][] UP = thirds(thirdBand(), 1);

  private static final float[][] DOWN = thirds(thirdBand(), RATIO);

  private final float[] sums = new float[BLOCK];
  private final float[] shifted = new float[BLOCK];

  /// From 8 kHz to 24 kHz: three samples for each.
  public static Resampler up() {
    return new Up();
  }

  /// From 24 kHz to 8 kHz: one sample for each three, the first of them for the first.
  public static Resampler down() {
    return new Down();
  }

  /// The next samples of the voice, resampled, in a fresh array; any number of them. What would
  /// exceed 16 bit is clipped.
  public abstract short[] resample(short[] samples);

  /// Begins new sums, of so many samples.
  final void begin(int count) {
    Arrays.fill(sums, 0, count, 0);
  }

  /// Adds what a third of the filter makes of a stream. Tap after tap and not sample after sample,
  /// and from a copy, because in this form the JVM reckons eight samples at once.
  ///
  /// @param stream all that the first of `count` samples needs, and then the others
  final void add(float[] taps, float[] stream, int count) {
    for (int tap = 0; tap < SPAN; tap++) {
      if (taps[tap] != 0) {
        System.arraycopy(stream, SPAN - 1 - tap, shifted, 0, count);
        multiplyAndAdd(taps[tap], shifted, sums, count);
      }
    }
  }

  private static void multiplyAndAdd(float factor, float[] values, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += factor * values[i];
    }
  }

  final short sum(int index) {
    return (short) Math.clamp(Math.round(sums[index]), Short.MIN_VALUE, Short.MAX_VALUE);
  }

  /// Every third of the filter for itself: its sums are every third sample that comes out.
  private static final class Up extends Resampler {
    /// The last samples, and behind them those of a block.
    private final float[] stream = new float[SPAN - 1 + BLOCK];

    @Override
    public short[] resample(short[] samples) {
      var resampled = new short[samples.length * RATIO];
      for (int from = 0; from < samples.length; from += BLOCK) {
        int count = Math.min(BLOCK, samples.length - from);
        for (int i = 0; i < count; i++) {
          stream[SPAN - 1 + i] = samples[from + i];
        }
        for (int third = 0; third < RATIO; third++) {
          begin(count);
          add(UP[third], stream, count);
          for (int i = 0; i < count; i++) {
            resampled[(from + i) * RATIO + third] = sum(i);
          }
        }
        System.arraycopy(stream, count, stream, 0, SPAN - 1);
      }
      return resampled;
    }
  }

  /// Each third of the filter has every third sample that goes in: the sums are added up.
  private static final class Down extends Resampler {
    /// The last samples, those of a block, and one that waits for the next block.
    private final float[][] streams = new float[RATIO][SPAN + BLOCK];

    /// Which stream the next sample is for, from the last to the first, which completes a sum.
    private int next;

    @Override
    public short[] resample(short[] samples) {
      var resampled = new short[(samples.length + RATIO - 1 - next) / RATIO];
      int done = 0;
      int filled = 0;
      for (short sample : samples) {
        streams[next][SPAN - 1 + filled] = sample;
        if (next > 0) {
          next--;
          continue;
        }
        next = RATIO - 1;
        filled++;
        if (filled == BLOCK) {
          reckon(filled, resampled, done);
          done += filled;
          filled = 0;
        }
      }
      reckon(filled, resampled, done);
      return resampled;
    }

    private void reckon(int count, short[] resampled, int from) {
      begin(count);
      for (int third = 0; third < RATIO; third++) {
        add(DOWN[third], streams[third], count);
        System.arraycopy(streams[third], count, streams[third], 0, SPAN);
      }
      for (int i = 0; i < count; i++) {
        resampled[from + i] = sum(i);
      }
    }
  }

  private static float[][] thirds(float[] filter, int divisor) {
    var thirds = new float[RATIO][SPAN];
    for (int tap = 0; tap < filter.length; tap++) {
      thirds[tap % RATIO][tap / RATIO] = filter[tap] / divisor;
    }
    return thirds;
  }

  /// A sinc that halves the amplitude at 4 kHz, under a Kaiser window. Every third tap but the
  /// middle one is zero, so that going up passes the samples that were there through untouched.
  private static float[] thirdBand() {
    // By Kaiser's rule, 97 taps over the 1.2 kHz from 3.4 to 4.6 kHz can give 77 dB; the shape for
    // it.
    double shape = 0.1102 * (77 - 8.7);
    var taps = new double[2 * CENTRE + 1];
    double sideTaps = 0;
    for (int tap = 0; tap < taps.length; tap++) {
      double third = (tap - CENTRE) / (double) RATIO;
      double edge = (tap - CENTRE) / (double) CENTRE;
      double sinc = third == 0 ? 1 : Math.sin(Math.PI * third) / (Math.PI * third);
      taps[tap] = sinc * bessel(shape * Math.sqrt(1 - edge * edge)) / bessel(shape);
      sideTaps += tap % RATIO == 0 ? 0 : taps[tap];
    }
    var filter = new float[taps.length];
    for (int tap = 0; tap < taps.length; tap++) {
      // Each phase sums to one, or a constant would come out as a 8 kHz whine.
      filter[tap] = (float) (tap % RATIO != 0 ? taps[tap] * 2 / sideTaps : tap == CENTRE ? 1 : 0);
    }
    return filter;
  }

  /// The modified Bessel function of order zero, by its series.
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-16; k++) {
      term *= x / 2 / k * (x / 2 / k);
      sum += term;
    }
    return sum;
  }
}
