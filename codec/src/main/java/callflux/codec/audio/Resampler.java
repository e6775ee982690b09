package callflux.codec.audio;

import java.time.Duration;

/// Takes one voice from 8 kHz to 24 kHz or back, frame after frame, as though it were one piece.
///
/// Level to within 0.5 dB up to 3.4 kHz, where the telephone's band ends. From 4.6 kHz up
/// everything is at least 60 dB down: that is where the images of the telephone's band begin when
/// going up, and where what would fold back into it begins when going down. What lies between folds
/// to between 3.4 and 4 kHz, beside the band.
///
/// It remembers the last [#DELAY] and more of its voice, so that each voice has a resampler of its
/// own. Not for use by several threads at once.
public final class Resampler {
  /// How much later a sound comes out than it went in, at every frequency.
  public static final Duration DELAY = Duration.ofMillis(2);

  private static final int RATIO = 3;

  /// Half the filter's span, in samples at 24 kHz: 2 ms. A multiple of the ratio, so that the delay
  /// is a whole number of samples at 8 kHz too.
  private static final int CENTRE = 48;

  private static final float[] FILTER = thirdBand();

  private final float[][] phases;
  private final int every;
  private final int span;

  /// The last `span` samples, oldest first from `newest + 1`. Each is kept twice, a span apart, so
  /// that they are in one piece wherever they begin.
  private final float[] past;

  private int newest;
  private int untilNext;

  private Resampler(float[][] phases, int every) {
    this.phases = phases;
    this.every = every;
    this.span = phases[0].length;
    this.past = new float[2 * span];
  }

  /// From 8 kHz to 24 kHz: three samples for each.
  public static Resampler up() {
    var phases = new float[RATIO][FILTER.length / RATIO + 1];
    for (int tap = 0; tap < FILTER.length; tap++) {
      phases[tap % RATIO][tap / RATIO] = FILTER[tap];
    }
    return new Resampler(phases, 1);
  }

  /// From 24 kHz to 8 kHz: one sample for each three, the first of them for the first.
  public static Resampler down() {
    var filter = new float[FILTER.length];
    for (int tap = 0; tap < FILTER.length; tap++) {
      filter[tap] = FILTER[tap] / RATIO;
    }
    return new Resampler(new float[][] {filter}, RATIO);
  }

  /// The next samples of the voice, resampled, in a fresh array; any number of them. What would
  /// exceed 16 bit is clipped.
  public short[] resample(short[] samples) {
    var resampled = new short[(samples.length + every - 1 - untilNext) / every * phases.length];
    int next = 0;
    for (short sample : samples) {
      remember(sample);
      if (untilNext == 0) {
        for (float[] phase : phases) {
          resampled[next++] = filtered(phase);
        }
        untilNext = every;
      }
      untilNext--;
    }
    return resampled;
  }

  private void remember(short sample) {
    newest = newest + 1 == span ? 0 : newest + 1;
    past[newest] = sample;
    past[newest + span] = sample;
  }

  private short filtered(float[] taps) {
    float sum = 0;
    for (int tap = 0, at = newest + span; tap < span; tap++, at--) {
      sum += taps[tap] * past[at];
    }
    return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
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
