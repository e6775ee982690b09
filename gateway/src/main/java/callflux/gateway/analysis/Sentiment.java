package callflux.gateway.analysis;

import java.util.List;

/// How callers feel by their own words; those at the end of a call weigh more.
final class Sentiment {
  /// The last turn weighs so much more than the first.
  private static final double END = 1.5;

  /// No single turn tells more than this.
  private static final double MOST = 5;

  /// A mean weight of this is three quarters of all that there can be.
  private static final double SCALE = 3.0;

  /// As much neutral speech as this is taken to be there besides.
  private static final double DOUBT = 0.6;

  private final Lexicon lexicon;

  Sentiment(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /// From -1.0 to 1.0, to two decimals.
  ///
  /// @param turns what the caller said, in order
  double of(List<Words> turns) {
    double sum = 0;
    double weight = DOUBT;
    for (int i = 0; i < turns.size(); i++) {
      var weights = lexicon.weights(turns.get(i));
      double place = 1 + END * i / Math.max(1, turns.size() - 1);
      if (!weights.isEmpty()) {
        double told = weights.stream().mapToDouble(Double::doubleValue).sum();
        sum += place * Math.clamp(told, -MOST, MOST);
        weight += place;
      }
    }
    return Math.round(100 * Math.tanh(sum / weight / SCALE)) / 100.0;
  }
}
