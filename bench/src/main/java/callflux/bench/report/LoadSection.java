package callflux.bench.report;

import callflux.bench.crowd.Figures.Leg;
import callflux.bench.crowd.Profile;
import callflux.bench.report.LineChart.Point;
import callflux.bench.run.Run;
import callflux.bench.run.Run.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How latency, CPU and memory go with the number of calls, over all loads there were.
final class LoadSection {
  private LoadSection() {}

  /// @param runs to be drawn
  /// @param listed whose latency is listed, too
  static Section of(List<Run> runs, List<Run> listed, Profile profile) {
    String said = Say.profile(profile);
    var pictures = new ArrayList<Picture>();
    pictures.addAll(
        chart("p99 of what a bridge adds, " + said, "ms", runs, LoadSection::added)
            .logarithmic()
            .picture("latency-by-calls-" + said, "The slower way of the two."));
    pictures.addAll(
        chart("CPU for each frame, " + said, "microseconds", runs, Cost::micros)
            .fromZero()
            .picture("cpu-by-calls-" + said, "Level: what calls cost in all grows as they do."));
    pictures.addAll(
        chart("Resident memory, " + said, "MiB", runs, Cost::residentMib)
            .fromZero()
            .picture("memory-by-calls-" + said, "As the kernel counts it, at the end of a load."));
    return new Section(
        "By the number of calls, " + said,
        List.of(
            "All loads of the comparison, of the search for capacity, and single ones, each at its median."),
        pictures,
        List.of(RunTables.latencies(oneOfEach(listed))));
  }

  private static LineChart chart(
      String title, String y, List<Run> runs, ToDoubleFunction<Run> figure) {
    LineChart chart = LineChart.of(title, "calls at once", y);
    for (String subject : runs.stream().map(Run::subject).distinct().toList()) {
      chart.line(
          subject,
          runs.stream()
              .filter(run -> run.subject().equals(subject) && figure.applyAsDouble(run) > 0)
              .map(run -> new Point(run.calls(), figure.applyAsDouble(run)))
              .toList());
    }
    return chart;
  }

  private static double added(Run run) {
    return Math.max(
        run.millis(Leg.SENT_TO_MODEL, Times::p99), run.millis(Leg.MODEL_TO_CALLER, Times::p99));
  }

  /// Of the runs that are alike, the one in the middle by what it adds.
  private static List<Run> oneOfEach(List<Run> runs) {
    Map<String, List<Run>> alike = new LinkedHashMap<>();
    runs.stream()
        .sorted(Comparator.comparing(Run::subject).thenComparingInt(Run::calls))
        .forEach(run ->
            alike.computeIfAbsent(run.subject() + run.calls(), _ -> new ArrayList<>()).add(run));
    return alike.values().stream().map(LoadSection::middle).toList();
  }

  private static Run middle(List<Run> runs) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(LoadSection::added))
        .toList()
        .get((runs.size() - 1) / 2);
  }
}
