package callflux.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import callflux.bench.crowd.Profile;
import callflux.bench.run.Run;
import callflux.bench.study.Finding.Memory.ClassBytes;
import callflux.bench.study.Results.Round;
import callflux.bench.study.Slope.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresAreSummedUpTest {
  private static final long SEED = 3;

  @Test
  void theSlopeOfALineIsItsOwn() {
    var line = IntStream.range(0, 10).mapToObj(x -> new Point(x, 3.5 * x - 7)).toList();

    assertThat(Slope.of(line)).isCloseTo(3.5, within(1e-9));
  }

  @Test
  void noiseHardlyTiltsALine() {
    var random = new SplittableRandom(SEED);
    var points = new ArrayList<Point>();
    for (int x = 0; x < 2_000; x++) {
      points.add(new Point(x, 2.0 * x + random.nextDouble(-10, 10)));
    }

    assertThat(Slope.of(points)).as("seed " + SEED).isCloseTo(2, within(0.01));
  }

  @Test
  void whatGrowsOnlyInTheBeginningHasNoSlope() {
    var points = IntStream.range(0, 15).mapToObj(x -> new Point(x, Math.min(x, 3))).toList();

    assertThat(Slope.settled(points)).isCloseTo(0, within(1e-9));
    assertThat(Slope.of(points)).isGreaterThan(0.05);
  }

  @Test
  void onePointHasNoSlope() {
    assertThat(Slope.of(List.of(new Point(1, 2)))).isZero();
    assertThat(Slope.of(List.of(new Point(1, 2), new Point(1, 9)))).isZero();
    assertThat(Slope.settled(List.of())).isZero();
  }

  @Test
  void theMedianStandsInTheMiddle() {
    assertThat(Spread.of(DoubleStream.of(9, 1, 5))).isEqualTo(new Spread(5, 1, 9, 3));
    assertThat(Spread.of(DoubleStream.of(4, 2))).isEqualTo(new Spread(3, 2, 4, 2));
    assertThat(Spread.of(DoubleStream.empty())).isEqualTo(new Spread(0, 0, 0, 0));
  }

  @Test
  void ratiosAreTakenWithinARound() {
    var comparison =
        new Comparison(
            List.of(
                round(1, run("a", 10), run("b", 20)),
                round(2, run("a", 40), run("b", 40)),
                round(3, run("a", 30), run("b", 20)),
                round(4, run("a", 1_000))));

    assertThat(comparison.ratio("a", "b", 100, FiguresAreSummedUpTest::micros))
        .isEqualTo(new Spread(1, 0.5, 1.5, 3));
    assertThat(comparison.difference("a", "b", 100, FiguresAreSummedUpTest::micros))
        .isEqualTo(new Spread(0, -10, 10, 3));
    assertThat(comparison.figure("a", 100, FiguresAreSummedUpTest::micros).count()).isEqualTo(4);
    assertThat(comparison.ratio("a", "b", 200, FiguresAreSummedUpTest::micros).count()).isZero();
  }

  @Test
  void theClassesThatGrewMostComeFirst() {
    var grown =
        Holding.classes(
            Map.of("a", 100L, "b", 500L, "gone", 7L), Map.of("a", 1_100L, "b", 500L, "c", 50L), 10);

    assertThat(grown)
        .containsExactly(
            new ClassBytes("a", 100),
            new ClassBytes("c", 5),
            new ClassBytes("b", 0),
            new ClassBytes("gone", -0.7));
  }

  private static Round round(int number, Run... runs) {
    return new Round(number, List.of(runs), List.of());
  }

  private static double micros(Run run) {
    return Objects.requireNonNull(run.cpu()).microsPerFrame();
  }

  private static Run run(String subject, double micros) {
    var cpu = new Run.Cpu(0.1, 0.1, micros, 1, 1);
    return new Run(subject, 100, Profile.ECHO, 1, cpu, Map.of(), Map.of());
  }
}
