package callflux.bench.report;

import callflux.bench.study.Spread;
import java.util.Arrays;
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

  private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99.9", "p99.99");

  /// Pixels between ticks, so many that none falls between two percentiles.
  private static final int WHOLE_STEPS = 150;

  private final XYChart chart;
  private boolean logarithmic;
  private double least = Double.MAX_VALUE;
  private double most = LEAST;

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

  /// Percentiles along the other: 0 is p50, and each that follows is one nine more.
  LineChart percentiles() {
    var style = chart.getStyler();
    style.setXAxisMin(0.0).setXAxisMax(4.0).setXAxisTickMarkSpacingHint(WHOLE_STEPS);
    style.setXAxisTickLabelsFormattingFunction(LineChart::percentile);
    return logarithmic();
  }

  private static String percentile(double x) {
    boolean one = Math.abs(x - Math.rint(x)) < 0.01 && x > -0.5;
    return one ? PERCENTILES.get((int) Math.rint(x)) : "";
  }

  /// Each power of ten as high as the last.
  LineChart logarithmic() {
    logarithmic = true;
    return this;
  }

  /// One more line; points at the same place are one, at their median.
  LineChart line(String name, List<Point> points) {
    Map<Double, List<Point>> at =
        points.stream().collect(Collectors.groupingBy(Point::x, TreeMap::new, Collectors.toList()));
    if (!at.isEmpty()) {
      double[] x = at.keySet().stream().mapToDouble(Double::doubleValue).toArray();
      double[] y = at.values().stream().mapToDouble(LineChart::middle).toArray();
      least = Math.min(least, Arrays.stream(y).min().orElse(least));
      most = Math.max(most, Arrays.stream(y).max().orElse(most));
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
    if (chart.getSeriesCollection().isEmpty()) {
      return List.of();
    }
    if (logarithmic) {
      var style = chart.getStyler();
      style.setYAxisLogarithmic(true).setYAxisDecimalPattern("#,##0.###");
      style.setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
      style.setYAxisMax(Math.pow(10, Math.ceil(Math.log10(most))));
    }
    return List.of(Look.picture(name, caption, chart));
  }
}
