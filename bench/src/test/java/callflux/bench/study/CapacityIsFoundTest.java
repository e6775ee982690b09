package callflux.bench.study;

import static callflux.bench.study.CapacitySearch.Verdict.HOLDS;
import static callflux.bench.study.CapacitySearch.Verdict.LATE;
import static callflux.bench.study.CapacitySearch.Verdict.LOADS_OWN_LIMIT;
import static callflux.bench.study.CapacitySearch.Verdict.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.crowd.Figures.Leg;
import callflux.bench.crowd.Profile;
import callflux.bench.run.Run;
import callflux.bench.study.CapacitySearch.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityIsFoundTest {
  private final List<Integer> tried = new ArrayList<>();

  /// A bridge that holds so many calls and no more.
  private CapacitySearch.Trial holding(int capacity, Verdict beyond) {
    return calls -> {
      tried.add(calls);
      return calls <= capacity ? HOLDS : beyond;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 60, 99, 100, 101, 199, 430, 777, 1_600, 3_000, 5_999})
  void withinTenCallsOrThreePercent(int capacity) throws IOException {
    var found = CapacitySearch.find(holding(capacity, LATE), 100, 6_000);

    assertThat(found.found()).isBetween((int) (capacity - Math.max(10, 0.03 * capacity)), capacity);
    assertThat(found.end()).isEqualTo(LATE);
    assertThat(Set.copyOf(tried)).hasSizeLessThan(15);
  }

  @ParameterizedTest
  @EnumSource(names = {"LATE", "LOADS_OWN_LIMIT"})
  void aStallOfTheMachineIsNotTheBridges(Verdict stalled) throws IOException {
    var found = CapacitySearch.find(once(stalled, holding(430, LATE)), 100, 6_000);

    assertThat(found.found()).isBetween(417, 430);
    assertThat(tried).startsWith(100, 200);
  }

  /// The first load ends so, whatever is tried.
  private static CapacitySearch.Trial once(Verdict verdict, CapacitySearch.Trial others) {
    var was = new AtomicBoolean();
    return calls -> was.compareAndSet(false, true) ? verdict : others.at(calls);
  }

  @Test
  void whatIsLostIsLost() throws IOException {
    CapacitySearch.find(holding(430, LOST), 100, 6_000);

    assertThat(tried).doesNotHaveDuplicates();
  }

  @Test
  void whatIsLateTwiceIsTooMuch() throws IOException {
    CapacitySearch.find(holding(430, LATE), 100, 6_000);

    assertThat(tried).startsWith(100, 200, 400, 800, 800).doesNotContain(1_600);
  }

  @Test
  void noMoreIsTriedThanIsWorthIt() throws IOException {
    var found = CapacitySearch.find(holding(1_000_000, LATE), 100, 1_000);

    assertThat(found).isEqualTo(new CapacitySearch.Found(1_000, HOLDS));
    assertThat(tried).containsExactly(100, 200, 400, 800, 1_000);
  }

  @Test
  void itIsSaidWhenTheLoadCouldNotGoOn() throws IOException {
    var found = CapacitySearch.find(holding(650, LOADS_OWN_LIMIT), 100, 6_000);

    assertThat(found.found()).isBetween(630, 650);
    assertThat(found.end()).isEqualTo(LOADS_OWN_LIMIT);
  }

  @Test
  void theReasonIsThatOfTheNextMore() throws IOException {
    var found =
        CapacitySearch.find(calls -> calls <= 430 ? HOLDS : calls < 600 ? LATE : LOST, 100, 6_000);

    assertThat(found.end()).isEqualTo(LATE);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 300, 400, 430, 500, 700})
  void aSecondSearchFindsAnotherCapacityFromTheFirst(int capacity) throws IOException {
    var found = CapacitySearch.again(holding(capacity, LOST), 430, 6_000);

    assertThat(found.found()).isBetween((int) (capacity - Math.max(10, 0.03 * capacity)), capacity);
    assertThat(tried).first().isEqualTo(430);
  }

  @Test
  void aSecondSearchIsShortIfNothingHasChanged() throws IOException {
    CapacitySearch.again(holding(430, LOST), 430, 6_000);

    assertThat(tried).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void aLoadHoldsThatIsWholeAndInTime() {
    assertThat(Capacities.judge(run(0.9, 12, 1, 0), 20)).isEqualTo(HOLDS);
  }

  @Test
  void aLoadThatLostAFrameDoesNot() {
    assertThat(Capacities.judge(run(0.9, 12, 1, 1), 20)).isEqualTo(LOST);
  }

  @Test
  void aLoadOverTheBudgetDoesNot() {
    assertThat(Capacities.judge(run(0.9, 20.5, 1, 0), 20)).isEqualTo(LATE);
  }

  @Test
  void aLateLoadIsItsOwnFaultIfTheBridgeIsAtLeisure() {
    assertThat(Capacities.judge(run(0.9, 12, 21, 0), 20)).isEqualTo(LOADS_OWN_LIMIT);
  }

  @Test
  void aLoadThatIsLateWithinTheBudgetCounts() {
    assertThat(Capacities.judge(run(0.9, 12, 19, 0), 20)).isEqualTo(HOLDS);
  }

  @Test
  void aLateLoadCountsIfTheBridgeIsBusy() {
    assertThat(Capacities.judge(run(0.97, 30, 21, 0), 20)).isEqualTo(LATE);
  }

  private static Run run(double cores, double addedMillis, double lateMillis, long lost) {
    return new Run(
        "any",
        100,
        Profile.ECHO,
        10,
        new Run.Cpu(cores / 2, cores / 2, 30, 1, 1),
        Map.of(
            Leg.SENT_TO_MODEL, p99(addedMillis / 2),
            Leg.MODEL_TO_CALLER, p99(addedMillis),
            Leg.SENT_LATE, p99(lateMillis)),
        Map.of("frames spoken", 10L, "frames heard", 10L, "deltas heard", 10L - lost));
  }

  private static Run.Times p99(double millis) {
    return new Run.Times(10, millis, millis, millis, millis, millis, millis);
  }
}
