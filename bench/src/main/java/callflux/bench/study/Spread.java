package callflux.bench.study;

import java.util.stream.DoubleStream;

/// Some figures of the same thing. All are 0 if there are none.
///
/// @param least of them
/// @param most of them
/// @param count how many there are
public record Spread(double median, double least, double most, int count) {

  /// Of these, in whatever order.
  public static Spread of(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    int count = sorted.length;
    if (count == 0) {
      return new Spread(0, 0, 0, 0);
    }
    double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    return new Spread(median, sorted[0], sorted[count - 1], count);
  }
}
