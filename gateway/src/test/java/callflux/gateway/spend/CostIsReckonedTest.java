package callflux.gateway.spend;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.Usage;
import org.junit.jupiter.api.Test;

/// What a response costs, by what its model reports.
class CostIsReckonedTest {
  private static final long HUGE = Long.MAX_VALUE;
  private static final Price PRICE =
      new Price(4_000_000, 400_000, 32_000_000, 24_000_000, 64_000_000);

  @Test
  void everyKindHasItsPrice() {
    var usage = new Usage(1_300, 1_100, 300, 1_000, 600, 500, 100, 1_000, 0);

    assertThat(Tokens.of(usage)).isEqualTo(new Tokens(200, 600, 500, 100, 1_000, false));
    // 800 + 240 + 16,000 + 2,400 + 64,000 millionths of a dollar.
    assertThat(PRICE.of(Tokens.of(usage))).isEqualTo(83_440);
  }

  @Test
  void fractionsAreRoundedUp() {
    var usage = new Usage(1, 0, 1, 0, 1, 0, 0, 0, 0);

    assertThat(PRICE.of(Tokens.of(usage))).isEqualTo(1);
    assertThat(PRICE.of(Tokens.of(Usage.NONE))).isZero();
  }

  @Test
  void sumWithoutItsPartsIsTakenForAudio() {
    assertThat(Tokens.of(new Usage(100, 50, 0, 0, 0, 0, 0, 0, 0)))
        .isEqualTo(new Tokens(0, 0, 100, 0, 50, false));
    assertThat(Tokens.of(new Usage(100, 50, 0, 0, 60, 0, 0, 0, 0)))
        .isEqualTo(new Tokens(0, 60, 40, 0, 50, false));
  }

  /// Images, such as they are, are not spoken.
  @Test
  void inputOfAnotherKindIsTakenForText() {
    assertThat(Tokens.of(new Usage(100, 0, 30, 50, 0, 0, 0, 0, 0)))
        .isEqualTo(new Tokens(50, 0, 50, 0, 0, false));
  }

  @Test
  void moreIsNeverCachedThanThereIs() {
    assertThat(Tokens.of(new Usage(100, 0, 60, 40, 500, 400, 0, 0, 0)))
        .isEqualTo(new Tokens(0, 100, 0, 0, 0, false));
  }

  @Test
  void absurdUsageIsCutToWhatCouldBe() {
    var most = Tokens.MOST;

    assertThat(Tokens.of(new Usage(-5, -1, -7, -1, -1, -1, -1, -1, 0)))
        .isEqualTo(new Tokens(0, 0, 0, 0, 0, true));
    assertThat(Tokens.of(new Usage(HUGE, HUGE, HUGE, HUGE, 0, 0, HUGE, HUGE, 0)))
        .isEqualTo(new Tokens(most, 0, most, most, most, true));
    assertThat(Tokens.of(new Usage(most + 1, 0, 0, 0, 0, 0, 0, 0, 0)).absurd()).isTrue();
  }

  @Test
  void theDearestAbsurdityOverflowsNothing() {
    var dearest = 10_000_000_000L;
    var price = new Price(dearest, dearest, dearest, dearest, dearest);
    var tokens = Tokens.of(new Usage(HUGE, HUGE, HUGE, HUGE, HUGE, HUGE, HUGE, HUGE, 0));

    assertThat(price.of(tokens)).isEqualTo(4 * Tokens.MOST * 10_000);
  }
}
