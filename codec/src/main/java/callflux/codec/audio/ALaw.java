package callflux.codec.audio;

/// A-law of [ITU-T G.711](https://www.itu.int/rec/T-REC-G.711), Tables 1a and 1b: what telephones
/// speak where they don't speak mu-law.
///
/// G.711 reckons in 13 bit; samples here are of 16, so that its values are times eight. A sample
/// that lies on a decision value belongs to the interval above it, as in the ITU's own software
/// (G.191). There is no zero: 0 becomes the smallest positive value, `0xD5`.
public final class ALaw {
  /// G.711 inverts the even bits of every code, so that silence keeps a line's clock alive.
  private static final int EVEN_BITS = 0x55;

  private static final Companding LAW = new Companding(ALaw::expand, ALaw::compress);

  private ALaw() {}

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
    int plain = code ^ EVEN_BITS;
    int segment = plain >> 4 & 7;
    int middle = ((plain & 15) << 1) + 1;
    int magnitude = segment == 0 ? middle : (middle + 32) << (segment - 1);
    return (plain & 0x80) == 0 ? -magnitude << 3 : magnitude << 3;
  }

  private static int compress(int sample) {
    int sign = sample < 0 ? 0 : 0x80;
    int steps = (sample < 0 ? ~sample : sample) >> 4;
    int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(steps));
    // The first two segments have steps of one size.
    int step = steps >> Math.max(0, segment - 1) & 15;
    return (sign | segment << 4 | step) ^ EVEN_BITS;
  }
}
