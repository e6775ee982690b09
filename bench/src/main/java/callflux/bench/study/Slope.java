package callflux.bench.study;

import java.util.List;

/// A straight line through points, by least squares.
final class Slope {
  private static final double LEFT_OUT = 0.2;

  /// A measurement.
  record Point(double x, double y) {}

  private Slope() {}

  /// How much y grows with each x, the first fifth of the points left out as warm-up; 0 for fewer
  /// than two points, or none apart.
  static double settled(List<Point> points) {
    int skipped = (int) Math.ceil(points.size() * LEFT_OUT);
    return of(points.subList(skipped, points.size()));
  }

  /// How much y grows with each x; 0 for fewer than two points, or none apart.
  static double of(List<Point> points) {
    double meanX = points.stream().mapToDouble(Point::x).average().orElse(0);
    double meanY = points.stream().mapToDouble(Point::y).average().orElse(0);
    double together = 0;
    double apart = 0;
    for (Point point : points) {
      together += (point.x - meanX) * (point.y - meanY);
      apart += (point.x - meanX) * (point.x - meanX);
    }
    return apart == 0 ? 0 : together / apart;
  }
}
