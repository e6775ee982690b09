package callflux.gateway.simulator.local;

import callflux.codec.audio.ALaw;
import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MuLaw;
import callflux.codec.audio.Pcm16;

/// Takes whole recordings from one sample rate to another, and from bytes to samples and back.
///
/// Band-limited: a sinc under a Hann window, that lets nothing through above half of the lower of
/// the two rates. Without delay, which a recording that is there as a whole allows.
final class Sampling {
  /// Zero crossings of the sinc on either side: flat to 0.9 of the band, 60 dB down beyond it.
  private static final int CROSSINGS = 24;

  private static final double BAND = 0.94;

  private Sampling() {}

  /// The samples at another rate.
  ///
  /// @param from in Hz
  /// @param to in Hz
  static short[] convert(short[] samples, int from, int to) {
    if (from == to) {
      return samples;
    }
    int gcd = gcd(from, to);
    int phases = to / gcd;
    int step = from / gcd;
    double[][] filters = filters(phases, step);
    int half = filters[0].length / 2;
    var converted = new short[(int) ((long) samples.length * phases / step)];
    for (int i = 0; i < converted.length; i++) {
      long at = (long) i * step;
      double[] taps = filters[(int) (at % phases)];
      int first = (int) (at / phases) - half + 1;
      double sum = 0;
      for (int tap = Math.max(0, -first);
          tap < taps.length && first + tap < samples.length;
          tap++) {
        sum += taps[tap] * samples[first + tap];
      }
      converted[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return converted;
  }

  /// For each place between two samples that one is asked for, the weights of those around it.
  private static double[][] filters(int phases, int step) {
    double cutoff = BAND * Math.min(1, (double) phases / step);
    int half = (int) Math.ceil(CROSSINGS / cutoff);
    var filters = new double[phases][2 * half];
    for (int phase = 0; phase < phases; phase++) {
      double sum = 0;
      for (int tap = 0; tap < 2 * half; tap++) {
        double distance = tap - half + 1 - (double) phase / phases;
        double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / (half + 1));
        double angle = Math.PI * distance * cutoff;
        filters[phase][tap] = window * (angle == 0 ? 1 : Math.sin(angle) / angle);
        sum += filters[phase][tap];
      }
      for (int tap = 0; tap < 2 * half; tap++) {
        filters[phase][tap] /= sum;
      }
    }
    return filters;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /// The samples that audio off the wire stands for.
  static short[] decode(byte[] audio, AudioFormat format) {
    return switch (format) {
      case PCMU -> MuLaw.decode(audio);
      case PCMA -> ALaw.decode(audio);
      case PCM16 -> Pcm16.samples(audio);
    };
  }

  /// The samples as they go over the wire.
  static byte[] encode(short[] samples, AudioFormat format) {
    return switch (format) {
      case PCMU -> MuLaw.encode(samples);
      case PCMA -> ALaw.encode(samples);
      case PCM16 -> Pcm16.bytes(samples);
    };
  }
}
