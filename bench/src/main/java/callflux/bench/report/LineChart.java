package callflux.bench.report;

import callflux.bench.study.Spread;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Lines over a number of calls, or over percentiles.
final class LineChart {
  /// What a logarithm can still be taken of, in ms.
  private static final double LEAST = 0.001;

  private final XYChart chart;

  /// A point of a line.
  record Point(double x, double y) {}

  private LineChart(XYChart chart) {
    this.chart = chart;
    Look.put(chart.getStyler());
  }

  static LineChart of(String title, String x, String y) {
    return new LineChart(
        new XYChartBuilder()
            .width(Look.WIDTH)
            .height(Look.HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build());
  }

  /// From nothing, in a straight scale.
  LineChart fromZero() {
    chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0);
    chart.getStyler().setXAxisDecimalPattern("#,##0").setYAxisDecimalPattern("#,##0.##");
    return this;
  }

  /// Percentiles along a scale on which each nine is as wide as the last.
  LineChart percentiles() {
    var style = chart.getStyler();
    style.setXAxisLogarithmic(true).setXAxisMin(1.8).setXAxisMax(11_000.0);
    style.setXAxisTickLabelsFormattingFunction(LineChart::percentile);
    return logarithmic();
  }

  /// Each power of ten as high as the last.
  LineChart logarithmic() {
    chart.getStyler().setYAxisLogarithmic(true).setYAxisDecimalPattern("#,##0.###");
    return this;
  }

  private static String percentile(double x) {
    return switch ((int) Math.round(x)) {
      case 10 -> "p90";
      case 100 -> "p99";
      case 1_000 -> "p99.9";
      case 10_000 -> "p99.99";
      default -> "";
    };
  }

  /// One more line; points at the same place are one, at their median.
  LineChart line(String name, List<Point> points) {
    Map<Double, List<Point>> at =
        points.stream().collect(Collectors.groupingBy(Point::x, TreeMap::new, Collectors.toList()));
    if (!at.isEmpty()) {
      double[] x = at.keySet().stream().mapToDouble(Double::doubleValue).toArray();
      double[] y = at.values().stream().mapToDouble(LineChart::middle).toArray();
      var series = chart.addSeries(name, x, y);
      series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Look.of(name));
      series.setLineColor(Look.of(name)).setLineWidth(2);
    }
    return this;
  }

  private static double middle(Collection<Point> points) {
    return Math.max(LEAST, Spread.of(points.stream().mapToDouble(Point::y)).median());
  }

  /// Nothing if there is nothing to see.
  List<Picture> picture(String name, String caption) {
    return chart.getSeriesCollection().isEmpty()
        ? List.of()
        : List.of(Look.picture(name, caption, chart));
  }
}
