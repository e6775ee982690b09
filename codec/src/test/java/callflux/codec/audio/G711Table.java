package callflux.codec.audio;

import java.util.ArrayList;
import java.util.List;

/// A companding law as ITU-T G.711 tabulates it: segments of intervals of one size, from zero
/// outwards. The samples are searched, not calculated, so that it is no second copy of the code.
///
/// By G.711, "decision value" `x(n)` parts interval `n` from the one below it, and what is between
/// `x(n)` and `x(n+1)` is quantized to the value in their middle. G.711 leaves open where a sample
/// goes that lies on a decision value: like the ITU's software (G.191) we put it above.
///
/// @param scale samples of 16 bit for one unit of the table
/// @param decisionValues of the positive side, ascending from 0
/// @param inversion which bits of a code are inverted for transmission, after the sign bit is set
///   for positive values
record G711Table(int scale, List<Integer> decisionValues, int inversion) {

  /// Table 2a: sixteen intervals a segment, but that the first interval is of half the size about
  /// zero. "The character signals are obtained by inverting" all but the sign bit.
  static final G711Table MU_LAW =
      new G711Table(
          4,
          ending(
              8_159,
              intervals(1, 1),
              intervals(15, 2),
              intervals(16, 4),
              intervals(16, 8),
              intervals(16, 16),
              intervals(16, 32),
              intervals(16, 64),
              intervals(16, 128),
              intervals(16, 256)),
          0x7F);

  /// Table 1a: 32 intervals of 2, then sixteen a segment. The even bits are inverted.
  static final G711Table A_LAW =
      new G711Table(
          8,
          ending(
              4_096,
              intervals(32, 2),
              intervals(16, 4),
              intervals(16, 8),
              intervals(16, 16),
              intervals(16, 32),
              intervals(16, 64),
              intervals(16, 128)),
          0x55);

  /// The quantized value of a code, in 16 bit. The middle of mu-law's first interval is zero, for
  /// it reaches to the other side.
  int expand(int code) {
    int plain = code ^ inversion;
    int interval = plain & 0x7F;
    int middle = scale * (decisionValues.get(interval) + decisionValues.get(interval + 1)) / 2;
    int magnitude = interval == 0 && inversion == 0x7F ? 0 : middle;
    return (plain & 0x80) == 0 ? -magnitude : magnitude;
  }

  /// The code of a sample of 16 bit.
  int compress(int sample) {
    for (int interval = 127; interval > 0; interval--) {
      int decision = scale * decisionValues.get(interval);
      if (sample >= decision || sample < -decision) {
        return code(sample, interval);
      }
    }
    return code(sample, 0);
  }

  private int code(int sample, int interval) {
    return (sample < 0 ? interval : interval | 0x80) ^ inversion;
  }

  private record Intervals(int count, int size) {}

  private static Intervals intervals(int count, int size) {
    return new Intervals(count, size);
  }

  private static List<Integer> ending(int last, Intervals... segments) {
    var values = new ArrayList<Integer>(List.of(0));
    for (Intervals segment : segments) {
      for (int i = 0; i < segment.count(); i++) {
        values.add(values.getLast() + segment.size());
      }
    }
    if (values.size() != 129 || values.getLast() != last) {
      throw new AssertionError("mistyped table: " + values);
    }
    return List.copyOf(values);
  }
}
