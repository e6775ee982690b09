package callflux.gateway.analysis;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// On a clock of its own: when tries are made, in milliseconds after the first.
class PausesGrowTest {
  private static final LongUnaryOperator LONGEST = LongUnaryOperator.identity();

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final List<Long> tries = new ArrayList<>();
  private final List<Throwable> verdicts = new ArrayList<>();

  @Test
  void modelIsAskedFiveTimesWithinFortySeconds() {
    again(ResponsesAnalyst.Pace.DEFAULTS.again(), LONGEST, Optional.of(Duration.ZERO));

    assertThat(tries).containsExactly(0L, 500L, 2_500L, 10_500L, 40_500L);
    assertThat(verdicts).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void webhookIsToldEightTimesInAnHourOrSo() {
    again(WebhookSender.AGAIN, LONGEST, Optional.of(Duration.ZERO));

    assertThat(tries).hasSize(8).last().isEqualTo(ofSeconds(30 * 127).toMillis());
  }

  @Test
  void endlessMeansEndless() {
    again(Backoff.endless(ofMillis(500), ofSeconds(30)), LONGEST, Optional.of(Duration.ZERO));

    assertThat(tries).hasSizeGreaterThan(200);
    assertThat(verdicts).isEmpty();
  }

  @Test
  void wishOfTheOtherSideIsTheLeastPause() {
    again(ResponsesAnalyst.Pace.DEFAULTS.again(), _ -> 0, Optional.of(ofSeconds(7)));

    assertThat(tries).containsExactly(0L, 7_000L, 14_000L, 21_000L, 28_000L);
  }

  @Test
  void wishBeyondPatienceIsHonouredByGivingUp() {
    again(ResponsesAnalyst.Pace.DEFAULTS.again(), _ -> 0, Optional.of(ofMinutes(11)));

    assertThat(tries).containsExactly(0L);
  }

  @Test
  void whatWillNotPassIsNotTriedAgain() {
    again(ResponsesAnalyst.Pace.DEFAULTS.again(), LONGEST, Optional.empty());

    assertThat(tries).containsExactly(0L);
  }

  private void again(Backoff backoff, LongUnaryOperator upTo, Optional<Duration> floor) {
    long first = clock.now(TimeUnit.MILLISECONDS);
    Mono.defer(
            () -> {
              tries.add(clock.now(TimeUnit.MILLISECONDS) - first);
              return Mono.error(new IllegalStateException("no"));
            })
        .retryWhen(backoff.on(clock, _ -> floor, upTo))
        .subscribe(_ -> {}, verdicts::add);
    clock.advanceTimeBy(Duration.ofHours(2));
  }
}
