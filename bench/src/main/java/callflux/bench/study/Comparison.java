package callflux.bench.study;

import callflux.bench.run.Run;
import callflux.bench.study.Results.Round;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Rounds in which the same load was put on one subject after the other.
///
/// @param rounds what was done so far; the last may be incomplete
public record Comparison(List<Round> rounds) {

  /// Subjects in the order in which they were tried.
  public List<String> subjects() {
    return runs().map(Run::subject).distinct().toList();
  }

  /// Numbers of calls, fewest first.
  public List<Integer> calls() {
    return runs().map(Run::calls).distinct().sorted().toList();
  }

  private Stream<Run> runs() {
    return rounds.stream().flatMap(round -> round.runs().stream());
  }

  /// A figure of a subject over the rounds.
  public Spread figure(String subject, int calls, ToDoubleFunction<Run> figure) {
    return Spread.of(runs().filter(run -> is(run, subject, calls)).mapToDouble(figure));
  }

  /// A figure of a subject by another's of the same round, over the rounds that have both.
  public Spread ratio(String subject, String to, int calls, ToDoubleFunction<Run> figure) {
    return Spread.of(
        pairs(subject, to, calls)
            .filter(pair -> figure.applyAsDouble(pair.other) != 0)
            .mapToDouble(
                pair -> figure.applyAsDouble(pair.one) / figure.applyAsDouble(pair.other)));
  }

  /// A figure of a subject less another's of the same round, over the rounds that have both.
  public Spread difference(String subject, String from, int calls, ToDoubleFunction<Run> figure) {
    return Spread.of(
        pairs(subject, from, calls)
            .mapToDouble(
                pair -> figure.applyAsDouble(pair.one) - figure.applyAsDouble(pair.other)));
  }

  /// A figure of a subject in every round.
  public DoubleStream figures(String subject, int calls, ToDoubleFunction<Run> figure) {
    return runs().filter(run -> is(run, subject, calls)).mapToDouble(figure);
  }

  private record Pair(Run one, Run other) {}

  private Stream<Pair> pairs(String one, String other, int calls) {
    return rounds.stream()
        .flatMap(round ->
            in(round, one, calls)
                .flatMap(run -> in(round, other, calls).map(second -> new Pair(run, second))));
  }

  private static Stream<Run> in(Round round, String subject, int calls) {
    return round.runs().stream().filter(run -> is(run, subject, calls));
  }

  private static boolean is(Run run, String subject, int calls) {
    return run.subject().equals(subject) && run.calls() == calls;
  }
}
