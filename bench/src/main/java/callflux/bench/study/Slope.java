package callflux.bench.study;

import java.util.Arrays;
import java.util.List;

/// How much a figure grows with another, by least squares.
final class Slope {
  private static final double LEFT_OUT = 0.2;

  /// A measurement.
  ///
  /// @param x what it may grow with
  record Point(double x, double y) {}

  private Slope() {}

  /// How much y grows with each x; the first fifth of the points left out as warm-up. 0 for fewer
  /// than two points, or none apart.
  static double settled(List<Point> points) {
    int skipped = (int) Math.ceil(points.size() * LEFT_OUT);
    return of(points.subList(skipped, points.size()));
  }

  /// How much y grows with each x.
  static double of(List<Point> points) {
    double[] x = centred(points.stream().mapToDouble(Point::x).toArray());
    double[] y = centred(points.stream().mapToDouble(Point::y).toArray());
    double together = 0;
    double apart = 0;
    for (int i = 0; i < x.length; i++) {
      together += x[i] * y[i];
      apart += x[i] * x[i];
    }
    return apart == 0 ? 0 : together / apart;
  }

  private static double[] centred(double[] figures) {
    double mean = Arrays.stream(figures).average().orElse(0);
    return Arrays.stream(figures).map(figure -> figure - mean).toArray();
  }
}
