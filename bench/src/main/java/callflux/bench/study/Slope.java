package callflux.bench.study;

import java.util.Arrays;
import java.util.List;

/// How much a figure grows with another, by least squares.
final class Slope {
  private static final double LEFT_OUT = 0.2;

  /// A measurement.
  ///
  /// @param x what it may grow with
  /// @param besides what it grows with anyway, and what is to be left out of account
  record Point(double x, double y, double besides) {}

  private Slope() {}

  /// How much y grows with each x, besides; the first fifth of the points left out as warm-up. 0
  /// for fewer than two points, or none apart.
  static double settled(List<Point> points) {
    int skipped = (int) Math.ceil(points.size() * LEFT_OUT);
    return of(points.subList(skipped, points.size()));
  }

  /// How much y grows with each x, besides: of what is left of both when what goes with the third
  /// is taken away (the theorem of Frisch, Waugh and Lovell).
  static double of(List<Point> points) {
    double[] besides = centred(points.stream().mapToDouble(Point::besides).toArray());
    double[] x = without(besides, centred(points.stream().mapToDouble(Point::x).toArray()));
    double[] y = without(besides, centred(points.stream().mapToDouble(Point::y).toArray()));
    return simple(x, y);
  }

  private static double[] centred(double[] figures) {
    double mean = Arrays.stream(figures).average().orElse(0);
    return Arrays.stream(figures).map(figure -> figure - mean).toArray();
  }

  private static double[] without(double[] cause, double[] figures) {
    double slope = simple(cause, figures);
    var left = new double[figures.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = figures[i] - slope * cause[i];
    }
    return left;
  }

  /// Both centred.
  private static double simple(double[] x, double[] y) {
    double together = 0;
    double apart = 0;
    for (int i = 0; i < x.length; i++) {
      together += x[i] * y[i];
      apart += x[i] * x[i];
    }
    return apart == 0 ? 0 : together / apart;
  }
}
