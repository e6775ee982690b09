package callflux.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessageRateTest {
  private static final int PER_SECOND = 100;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Limits.Rates LIMITS =
      new Limits.Rates(20, Duration.ofSeconds(10), PER_SECOND, Duration.ofSeconds(10));

  private long now;
  private final MessageRate rate = new MessageRate(LIMITS, () -> now);

  @Test
  void aCallIsNeverSlowedDown() {
    for (int frame = 0; frame < 60 * 50; frame++) {
      now += SECOND / 50;
      assertThat(rate.count()).isZero();
    }
  }

  @Test
  void aBurstIsReadAndTheRestWaitsForTheNextSecond() {
    burst(PER_SECOND - 1);

    assertThat(rate.count()).isEqualTo(SECOND);
  }

  @Test
  void aBurstThatTookAWhileWaitsForWhatIsLeftOfItsSecond() {
    burst(PER_SECOND - 1);
    now += SECOND / 4;

    assertThat(rate.count()).isEqualTo(SECOND * 3 / 4);
  }

  @Test
  void whatWasReadBeforeThePauseDoesNotMakeItLonger() {
    burst(PER_SECOND - 1);
    assertThat(rate.count()).isPositive();

    burst(PER_SECOND);
  }

  @Test
  void sixTimesTheSpeedOfSpeechIsEndedAfterTenSeconds() {
    long began = now;
    long pause;
    do {
      now += SECOND / 300;
      pause = rate.count();
      now += Math.max(pause, 0);
    } while (pause != MessageRate.TOO_FAST);

    assertThat(now - began).isBetween(10 * SECOND, 12 * SECOND);
  }

  @Test
  void aBacklogOfSomeSecondsIsForgivenOnceItIsRead() {
    for (int hiccup = 0; hiccup < 5; hiccup++) {
      for (int second = 0; second < 5; second++) {
        burst(PER_SECOND - 1);
        now += rate.count();
      }
      for (int frame = 0; frame < 4 * PER_SECOND; frame++) {
        now += SECOND / 50;
        assertThat(rate.count()).isNotEqualTo(MessageRate.TOO_FAST);
      }
    }
  }

  private void burst(int messages) {
    for (int i = 0; i < messages; i++) {
      assertThat(rate.count()).isZero();
    }
  }
}
