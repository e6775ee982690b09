package callflux.bench.report;

import callflux.bench.crowd.Figures.Leg;
import callflux.bench.run.Run;
import callflux.bench.run.Run.Times;
import callflux.bench.run.Subject;
import callflux.bench.study.Comparison;
import callflux.bench.study.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tables of what the bench found, for the terminal and for pages.
public final class RunTables {
  private static final List<Leg> BRIDGED = List.of(Leg.SENT_TO_MODEL, Leg.MODEL_TO_CALLER);

  private RunTables() {}

  /// All of one load.
  public static String terminal(Run run) {
    String lost =
        "lost: %,d frames%s\n"
            .formatted(
                run.lost(),
                run.failures().stream().map(why -> ", " + why).collect(Collectors.joining()));
    String cost = run.cpu() == null ? "" : cost(List.of(run)).text() + "\n";
    return cost + latencies(List.of(run)).text() + "\n" + lost;
  }

  /// All subjects at all loads.
  public static String terminal(Comparison comparison) {
    return "\n" + cost(comparison).text() + "\n" + added(comparison).text();
  }

  /// What the searches came to.
  public static String terminal(List<Finding.Capacity> capacities) {
    return "\n" + FindingTables.capacity(capacities).text();
  }

  /// What an open call holds.
  public static String terminal(Finding.Memory memory) {
    return "\n" + FindingTables.steps(memory).text() + "\n" + FindingTables.classes(memory).text();
  }

  /// What is left behind.
  public static String terminal(Finding.Soak soak) {
    return "\n" + FindingTables.slopes(soak).text() + "\n" + FindingTables.leftBehind(soak).text();
  }

  /// Each leg's percentiles.
  static Table latencies(List<Run> runs) {
    var rows = new ArrayList<List<String>>();
    for (Run run : runs) {
      for (Map.Entry<Leg, Times> leg : run.legs().entrySet()) {
        Times times = leg.getValue();
        var figures =
            Stream.of(
                times.p50(), times.p90(), times.p99(), times.p999(), times.p9999(), times.max());
        var row = new ArrayList<>(List.of(whose(run), Say.leg(leg.getKey())));
        row.add(Say.count(times.count()));
        figures.map(Say::figure).forEach(row::add);
        rows.add(row);
      }
    }
    var head =
        List.of("subject", "leg", "times", "p50", "p90", "p99", "p99.9", "p99.99", "longest");
    return new Table("Latency, ms", head, rows);
  }

  private static String whose(Run run) {
    return "%s, %d calls, %s".formatted(run.subject(), run.calls(), Say.profile(run.profile()));
  }

  private static Table cost(List<Run> runs) {
    var rows = new ArrayList<List<String>>();
    for (Run run : runs) {
      Run.Cpu cpu = run.cpu();
      if (cpu != null) {
        rows.add(
            List.of(
                whose(run),
                Say.figure(cpu.microsPerFrame()),
                Say.figure(cpu.user()),
                Say.figure(cpu.system()),
                Say.mib(cpu.residentKib() * 1024.0)));
      }
    }
    var head = List.of("subject", "CPU us a frame", "cores, own", "cores, kernel", "resident, MiB");
    return new Table("Cost", head, rows);
  }

  /// CPU of each subject, and how it compares.
  static Table cost(Comparison comparison) {
    var rows = new ArrayList<List<String>>();
    for (int calls : comparison.calls()) {
      for (String subject : comparison.subjects()) {
        if (comparison.figure(subject, calls, Cost::micros).count() > 0) {
          rows.add(
              List.of(
                  subject,
                  Say.count(calls),
                  Say.spread(comparison.figure(subject, calls, Cost::micros)),
                  ratio(comparison, subject, Subject.FLOOR, calls),
                  ratio(comparison, subject, Subject.USUAL, calls),
                  Say.figure(comparison.figure(subject, calls, Cost::cores).median()),
                  Say.figure(comparison.figure(subject, calls, Cost::residentMib).median()),
                  Say.count((long) comparison.figures(subject, calls, Run::lost).sum()),
                  Say.count((long) comparison.figures(subject, calls, Cost::ended).sum())));
        }
      }
    }
    var head =
        List.of(
            "subject",
            "calls",
            "CPU us a frame",
            "by HAProxy's",
            "by Node's",
            "cores",
            "resident, MiB",
            "frames lost",
            "calls lost");
    return new Table("CPU: median of rounds (least to most)", head, rows);
  }

  private static String ratio(Comparison comparison, String subject, String to, int calls) {
    return subject.equals(to)
        ? "1"
        : Say.spread(comparison.ratio(subject, to, calls, Cost::micros));
  }

  /// What each subject adds to a frame's way, and how much more that is than a relay's.
  static Table added(Comparison comparison) {
    var rows = new ArrayList<List<String>>();
    for (int calls : comparison.calls()) {
      for (String subject : comparison.subjects()) {
        if (comparison.figure(subject, calls, Cost::micros).count() > 0) {
          BRIDGED.forEach(leg -> rows.add(added(comparison, subject, calls, leg)));
        }
      }
    }
    var head =
        List.of(
            "subject",
            "calls",
            "leg",
            "p50",
            "p99",
            "p99.9",
            "p50, less HAProxy's",
            "p99, less HAProxy's",
            "p99.9, less HAProxy's");
    return new Table("Latency, ms: median of rounds (least to most)", head, rows);
  }

  private static List<String> added(Comparison comparison, String subject, int calls, Leg leg) {
    var row = new ArrayList<>(List.of(subject, Say.count(calls), Say.leg(leg)));
    List<ToDoubleFunction<Times>> percentiles = List.of(Times::p50, Times::p99, Times::p999);
    for (var percentile : percentiles) {
      var times = comparison.figure(subject, calls, run -> run.millis(leg, percentile));
      row.add(Say.figure(times.median()));
    }
    for (var percentile : percentiles) {
      row.add(
          subject.equals(Subject.FLOOR)
              ? ""
              : Say.difference(
                  comparison.difference(
                      subject, Subject.FLOOR, calls, run -> run.millis(leg, percentile))));
    }
    return row;
  }
}
