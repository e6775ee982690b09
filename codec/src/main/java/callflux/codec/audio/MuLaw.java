package callflux.codec.audio;

/// Mu-law of [ITU-T G.711](https://www.itu.int/rec/T-REC-G.711), Tables 2a and 2b: what telephones
/// speak in North America and Japan, and Twilio's media frames hold.
///
/// G.711 reckons in 14 bit; samples here are of 16, so that its values are times four. A sample
/// that lies on a decision value belongs to the interval above it, as in the ITU's own software
/// (G.191); hence 0 is the positive zero, `0xFF`, and what is just below it the negative one.
public final class MuLaw {
  /// Added to a magnitude, it makes every segment begin at a power of two.
  private static final int BIAS = 33;

  /// The last magnitude below 8,159, where G.711 clips.
  private static final int LARGEST = 8_158;

  private static final Companding LAW = new Companding(MuLaw::expand, MuLaw::compress);

  private MuLaw() {}

  /// The sample, in 16 bit, that a code stands for.
  public static short decode(byte code) {
    return LAW.decode(code);
  }

  /// The code whose interval holds the sample.
  public static byte encode(short sample) {
    return LAW.encode(sample);
  }

  /// Decodes into the beginning of `samples`, which is at least as long as `codes`.
  public static void decode(byte[] codes, short[] samples) {
    LAW.decode(codes, samples);
  }

  /// Decodes into a fresh array.
  public static short[] decode(byte[] codes) {
    var samples = new short[codes.length];
    LAW.decode(codes, samples);
    return samples;
  }

  /// Encodes into the beginning of `codes`, which is at least as long as `samples`.
  public static void encode(short[] samples, byte[] codes) {
    LAW.encode(samples, codes);
  }

  /// Encodes into a fresh array.
  public static byte[] encode(short[] samples) {
    var codes = new byte[samples.length];
    LAW.encode(samples, codes);
    return codes;
  }

  private static int expand(int code) {
    int inverted = ~code;
    int segment = inverted >> 4 & 7;
    int step = inverted & 15;
    int magnitude = (((step << 1) + BIAS) << segment) - BIAS;
    return (code & 0x80) == 0 ? -magnitude << 2 : magnitude << 2;
  }

  private static int compress(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min((sample < 0 ? ~sample : sample) >> 2, LARGEST) + BIAS;
    int segment = Integer.numberOfLeadingZeros(BIAS) - Integer.numberOfLeadingZeros(magnitude);
    int step = magnitude >> (segment + 1) & 15;
    return ~(sign | segment << 4 | step);
  }
}
