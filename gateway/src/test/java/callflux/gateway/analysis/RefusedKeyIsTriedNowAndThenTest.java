package callflux.gateway.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A server that has refused the key is asked once in thirty seconds, by whoever comes first.
class RefusedKeyIsTriedNowAndThenTest {
  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final KeyGate gate = new KeyGate(clock, Duration.ofSeconds(30));

  @Test
  void everybodyIsLetThroughWhileTheKeyIsGood() {
    assertThat(gate.lets()).isTrue();
    assertThat(gate.lets()).isTrue();
    assertThat(gate.isShut()).isFalse();
  }

  @Test
  void oneIsLetThroughInThirtySeconds() {
    gate.refused();
    int let = 0;
    for (int second = 0; second < 3_000; second++) {
      clock.advanceTimeBy(Duration.ofMillis(100));
      if (gate.lets()) {
        let++;
        gate.refused();
      }
    }
    assertThat(let).isEqualTo(10);
  }

  @Test
  void onlyTheFirstOfMany() {
    gate.refused();
    clock.advanceTimeBy(Duration.ofSeconds(30));

    assertThat(gate.isShut()).isFalse();
    assertThat(gate.lets()).isTrue();
    assertThat(gate.lets()).isFalse();
    assertThat(gate.isShut()).isTrue();
  }

  @Test
  void goodKeyOpensItForAll() {
    gate.refused();
    clock.advanceTimeBy(Duration.ofSeconds(30));
    assertThat(gate.lets()).isTrue();

    gate.accepted();

    assertThat(gate.isShut()).isFalse();
    assertThat(gate.lets()).isTrue();
  }
}
