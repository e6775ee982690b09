package callflux.bench.report;

import callflux.bench.report.LineChart.Point;
import callflux.bench.run.Footprint;
import callflux.bench.study.Finding;
import callflux.bench.study.Finding.Capacity;
import callflux.bench.study.Finding.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/// Capacity, memory and soak.
final class FindingSections {
  private static final double MIB = 1024.0 * 1024;

  private FindingSections() {}

  static Section capacity(List<Capacity> capacities) {
    BarChart chart = BarChart.of("Calls held", "calls");
    for (Capacity capacity : capacities) {
      chart.bar(capacity.subject(), Say.profile(capacity.profile()), capacity.found());
    }
    return new Section(
        "Capacity",
        List.of(
            "The most calls at which no frame and no call was lost, and p99 of what the bridge"
                + " adds, in the slower of the two ways and counted from when a frame was sent,"
                + " stayed within the budget; on one core."),
        chart.picture("capacity", "More is better."),
        List.of(FindingTables.capacity(capacities)));
  }

  static Section memory(Memory memory) {
    LineChart chart = LineChart.of("What open calls hold", "open calls", "MiB").fromZero();
    chart.line("live heap", steps(memory, Footprint::heap));
    if (memory.steps().stream().allMatch(step -> step.footprint().direct() != null)) {
      chart.line("direct", steps(memory, at -> Objects.requireNonNull(at.direct())));
    }
    chart.line("resident", steps(memory, Footprint::resident));
    return new Section(
        "Memory",
        List.of(
            "Calls are kept open whose callers send one frame a second. Heap is what is alive after"
                + " a collection; a call's share is what the last step has more than the first, by"
                + " the calls between them."),
        chart.picture("memory", "All steps in one process."),
        List.of(FindingTables.steps(memory), FindingTables.classes(memory)));
  }

  private static List<Point> steps(Memory memory, ToDoubleFunction<Footprint> figure) {
    return memory.steps().stream()
        .map(step -> new Point(step.open(), figure.applyAsDouble(step.footprint()) / MIB))
        .toList();
  }

  static Section soak(Finding.Soak soak) {
    LineChart chart = LineChart.of("Calls come and go", "calls so far", "MiB").fromZero();
    chart.line("live heap", points(soak, Footprint::heap));
    if (soak.points().stream().allMatch(point -> point.direct() != null)) {
      chart.line("direct", points(soak, at -> Objects.requireNonNull(at.direct())));
    }
    var tables = new ArrayList<Table>();
    tables.add(FindingTables.slopes(soak));
    tables.add(FindingTables.leftBehind(soak));
    return new Section(
        "Soak",
        List.of(
            "Slopes are by least squares over what was seen after each batch of calls, with none open,"
                + " the first fifth left out."),
        chart.picture("soak", "Live heap is taken after a collection."),
        tables);
  }

  private static List<Point> points(Finding.Soak soak, ToDoubleFunction<Footprint> figure) {
    return soak.points().stream()
        .map(point -> new Point(point.calls(), figure.applyAsDouble(point) / MIB))
        .toList();
  }
}
