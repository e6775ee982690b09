package callflux.bench.report;

import callflux.bench.crowd.Figures.Leg;
import callflux.bench.crowd.Profile;
import callflux.bench.report.LineChart.Point;
import callflux.bench.run.Run;
import callflux.bench.run.Run.Times;
import callflux.bench.study.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The same load on one bridge after the other.
final class ComparisonSection {
  private static final List<Leg> DRAWN =
      List.of(Leg.SENT_TO_MODEL, Leg.MODEL_TO_CALLER, Leg.BARGE_IN);
  private static final int USUAL_CALLS = 200;

  /// A percentile, and where on the scale it stands.
  private record Mark(double x, ToDoubleFunction<Times> percentile) {}

  private static final List<Mark> MARKS =
      List.of(
          new Mark(0, Times::p50),
          new Mark(1, Times::p90),
          new Mark(2, Times::p99),
          new Mark(3, Times::p999),
          new Mark(4, Times::p9999));

  private ComparisonSection() {}

  static Section of(Comparison comparison, Profile profile) {
    String said = Say.profile(profile);
    var pictures = new ArrayList<>(bars(comparison, said));
    int calls =
        comparison.calls().contains(USUAL_CALLS) ? USUAL_CALLS : comparison.calls().getFirst();
    for (Leg leg : DRAWN) {
      pictures.addAll(percentiles(comparison, calls, leg, said));
    }
    var words = new ArrayList<String>();
    words.add(words(profile));
    words.add(
        "Each subject has one core to itself; callers and model share the other. Ratios are taken"
            + " within a round, in which all had their turn; latency is counted from when a frame"
            + " was sent. HAProxy relays bytes and is no bridge: it is the floor.");
    comparison.rounds().stream()
        .flatMap(round -> round.failed().stream())
        .map(failed -> "Came to nothing: " + failed + ".")
        .distinct()
        .forEach(words::add);
    return new Section(
        "Comparison, " + said,
        words,
        pictures,
        List.of(RunTables.cost(comparison), RunTables.added(comparison)));
  }

  private static String words(Profile profile) {
    return switch (profile) {
      case ECHO ->
          "Every caller sends 50 frames a second, and the model says each of them back at once."
              + " CPU is for a frame there and back.";
      case TALK ->
          "Callers and model speak in turns, with a barge-in every few of them; the model speaks"
              + " four times as fast as it is heard. CPU is for a caller's frame with all that"
              + " comes back meanwhile.";
      case WORDS ->
          "Callers and model speak in turns, and the model's server tells what both have said. CPU"
              + " is for a caller's frame with all that comes back meanwhile.";
    };
  }

  private static List<Picture> bars(Comparison comparison, String said) {
    BarChart chart = BarChart.of("CPU for each frame, " + said, "microseconds");
    for (String subject : comparison.subjects()) {
      for (int calls : comparison.calls()) {
        var spread = comparison.figure(subject, calls, Cost::micros);
        if (spread.count() > 0) {
          chart.bar(subject, calls + " calls", Math.round(spread.median() * 10) / 10.0);
        }
      }
    }
    return chart.picture("compare-cpu-" + said, "Median of rounds; less is better.");
  }

  private static List<Picture> percentiles(Comparison comparison, int calls, Leg leg, String said) {
    var title = "%s: %d calls, %s".formatted(Say.leg(leg), calls, said);
    LineChart chart = LineChart.of(title, "percentile", "ms").percentiles();
    for (String subject : comparison.subjects()) {
      var points = new ArrayList<Point>();
      for (Mark mark : MARKS) {
        comparison
            .figures(subject, calls, run -> at(run, leg, mark))
            .filter(millis -> millis > 0)
            .forEach(millis -> points.add(new Point(mark.x(), millis)));
      }
      chart.line(subject, points);
    }
    String file = leg.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return chart.picture(file + "-" + said, "From p50 to p99.99, median of rounds.");
  }

  private static double at(Run run, Leg leg, Mark mark) {
    return run.millis(leg, mark.percentile());
  }
}
