package callflux.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/// Bars side by side, a group for each load and a colour for each subject.
final class BarChart {
  private final CategoryChart chart;
  private final Set<String> groups = new LinkedHashSet<>();
  private final Map<String, Map<String, Double>> bars = new LinkedHashMap<>();

  private BarChart(CategoryChart chart) {
    this.chart = chart;
    Look.put(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(0.75).setLabelsVisible(true);
    chart.getStyler().setLabelsFont(PlainFonts.size(12)).setLabelsPosition(1.06);
    chart.getStyler().setLabelsFontColorAutomaticEnabled(false);
    chart.getStyler().setYAxisDecimalPattern("#,##0.#").setYAxisMin(0.0);
  }

  static BarChart of(String title, String y) {
    return new BarChart(
        new CategoryChartBuilder()
            .width(Look.WIDTH)
            .height(Look.HEIGHT)
            .title(title)
            .yAxisTitle(y)
            .build());
  }

  /// One more bar.
  BarChart bar(String subject, String group, double height) {
    groups.add(group);
    bars.computeIfAbsent(subject, _ -> new LinkedHashMap<>()).put(group, height);
    return this;
  }

  /// Nothing if there is nothing to see.
  List<Picture> picture(String name, String caption) {
    if (bars.isEmpty()) {
      return List.of();
    }
    double highest =
        bars.values().stream()
            .flatMap(heights -> heights.values().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    chart.getStyler().setYAxisMax(highest * 1.12); // for the figures above the bars
    bars.forEach(this::add);
    return List.of(Look.picture(name, caption, chart));
  }

  private void add(String subject, Map<String, Double> heights) {
    List<@Nullable Double> all = new ArrayList<>();
    groups.forEach(group -> all.add(heights.get(group)));
    chart.addSeries(subject, new ArrayList<>(groups), all).setFillColor(Look.of(subject));
  }
}
