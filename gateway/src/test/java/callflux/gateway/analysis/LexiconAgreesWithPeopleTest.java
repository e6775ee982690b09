package callflux.gateway.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Analysis.Findings;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How far the lexicon is from a person, on calls that it was tuned on and on calls that were held
/// out. Prints both.
class LexiconAgreesWithPeopleTest {
  private final LexiconAnalyst lexicon = new LexiconAnalyst();

  /// What was reckoned, and what a person said.
  private record Pair(String id, double reckoned, double said) {}

  @ParameterizedTest
  @ValueSource(strings = {"tuned.yaml", "held-out.yaml"})
  void itDoesBetterThanAGuess(String file) {
    var calls = LabelledCall.read(file);
    assertThat(calls).hasSize(20);

    assertAgrees(file + " sentiment", pairs(calls, LabelledCall::sentiment, Findings::sentiment));
    assertAgrees(file + " lead score", pairs(calls, LabelledCall::lead, Findings::leadScore));
  }

  private List<Pair> pairs(
      List<LabelledCall> calls,
      ToDoubleFunction<LabelledCall> said,
      ToDoubleFunction<Findings> reckoned) {
    return calls.stream()
        .map(call ->
            new Pair(
                call.id(),
                reckoned.applyAsDouble(lexicon.findings(Conversation.of(call.call()))),
                said.applyAsDouble(call)))
        .toList();
  }

  private static void assertAgrees(String what, List<Pair> pairs) {
    double mean = pairs.stream().mapToDouble(Pair::said).average().orElseThrow();
    double guess =
        pairs.stream().mapToDouble(p -> Math.abs(mean - p.said())).average().orElseThrow();
    double error =
        pairs.stream().mapToDouble(p -> Math.abs(p.reckoned() - p.said())).average().orElseThrow();
    double correlation =
        correlation(
            ranks(pairs.stream().mapToDouble(Pair::reckoned).toArray()),
            ranks(pairs.stream().mapToDouble(Pair::said).toArray()));
    System.out.printf(
        "%s: mean absolute error %.3f (of always saying the mean: %.3f), rank correlation %.3f%n",
        what, error, guess, correlation);
    pairs.forEach(p -> System.out.printf("  %-34s %7.2f %7.2f%n", p.id(), p.reckoned(), p.said()));
    assertThat(error).as(what).isLessThan(guess);
    assertThat(correlation).as(what).isGreaterThan(0.5);
  }

  /// Those that are equal share the mean of their ranks.
  private static double[] ranks(double[] values) {
    return Arrays.stream(values)
        .map(value -> {
          long below = Arrays.stream(values).filter(other -> other < value).count();
          long equal = Arrays.stream(values).filter(other -> other == value).count();
          return below + (equal + 1) / 2.0;
        })
        .toArray();
  }

  /// Pearson's; of ranks it is Spearman's.
  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double both = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - meanA) * (b[i] - meanB);
      squareA += (a[i] - meanA) * (a[i] - meanA);
      squareB += (b[i] - meanB) * (b[i] - meanB);
    }
    return both / Math.sqrt(squareA * squareB);
  }
}
