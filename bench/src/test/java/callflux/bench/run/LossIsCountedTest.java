package callflux.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Figures;
import callflux.bench.crowd.Figures.Leg;
import callflux.bench.crowd.Figures.Moment;
import callflux.bench.crowd.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossIsCountedTest {
  private static final long MILLI = 1_000_000;

  @Test
  void nothingIsLostWhenAllCameBack() {
    var run =
        run(
            Profile.ECHO,
            Map.of("frames spoken", 100L, "frames heard", 100L, "deltas heard", 100L));

    assertThat(run.lost()).isZero();
    assertThat(run.whole()).isTrue();
  }

  @Test
  void whatIsLostEitherWayAddsUp() {
    var run =
        run(Profile.ECHO, Map.of("frames spoken", 100L, "frames heard", 97L, "deltas heard", 95L));

    assertThat(run.lost()).isEqualTo(5);
    assertThat(run.whole()).isFalse();
  }

  @Test
  void aModelThatTakesTurnsNeedNotAnswerEachFrame() {
    var run =
        run(Profile.TALK, Map.of("frames spoken", 100L, "frames heard", 100L, "deltas heard", 9L));

    assertThat(run.lost()).isZero();
  }

  @Test
  void aGapBetweenDeltasIsALoss() {
    var run = run(Profile.TALK, Map.of("frames spoken", 9L, "frames heard", 9L, "deltas lost", 2L));

    assertThat(run.lost()).isEqualTo(2);
  }

  @Test
  void aCallThatEndsEarlyIsAFailureByItsReason() {
    var run = run(Profile.ECHO, Map.of("lost: closed", 3L, "refused: stream not reached", 1L));

    assertThat(run.failures()).containsExactly("3 lost: closed", "1 refused: stream not reached");
    assertThat(run.whole()).isFalse();
  }

  @Test
  void aClearIsTimedFromTheLastSpeechBeforeIt() {
    var figures =
        figures(
            Map.of(),
            Map.of(
                "speech started",
                    List.of(new Moment(1, 0), new Moment(1, 50 * MILLI), new Moment(2, 10 * MILLI)),
                "cleared", List.of(new Moment(1, 53 * MILLI), new Moment(2, 11 * MILLI))));

    Run.pair(figures, "speech started", "cleared", Leg.BARGE_IN);

    var times = figures.leg(Leg.BARGE_IN);
    assertThat(times.getTotalCount()).isEqualTo(2);
    assertThat(times.getMaxValue()).isBetween(3 * MILLI, 3 * MILLI + MILLI / 100);
    assertThat(times.getMinValue()).isBetween(MILLI - MILLI / 100, MILLI + MILLI / 100);
  }

  @Test
  void aClearOfAnotherCallIsNotTimed() {
    var figures =
        figures(
            Map.of(),
            Map.of(
                "speech started", List.of(new Moment(1, 0)),
                "cleared", List.of(new Moment(2, MILLI))));

    Run.pair(figures, "speech started", "cleared", Leg.BARGE_IN);

    assertThat(figures.leg(Leg.BARGE_IN).getTotalCount()).isZero();
  }

  @Test
  void aClearThatComesSecondsLaterIsForSomethingElse() {
    var figures =
        figures(
            Map.of(),
            Map.of(
                "speech started", List.of(new Moment(1, 0)),
                "cleared", List.of(new Moment(1, 2_500 * MILLI))));

    Run.pair(figures, "speech started", "cleared", Leg.BARGE_IN);

    assertThat(figures.leg(Leg.BARGE_IN).getTotalCount()).isZero();
  }

  private static Run run(Profile profile, Map<String, Long> counts) {
    var times = new CrowdPlan.Times(1, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO);
    var load = new LoadTest.Load(2, 20, profile, times);
    return Run.of("any", load, new Watch(0), figures(counts, Map.of()));
  }

  private static Figures figures(Map<String, Long> counts, Map<String, List<Moment>> moments) {
    return new Figures.Parcel(Map.of(), counts, moments).open();
  }
}
