package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How a call ended is known while Twilio may ask, and held no longer.
class OutcomesAreForgottenTest {
  private Instant now = Instant.EPOCH;
  private final Outcomes outcomes = new Outcomes(() -> now);

  @Test
  void theLastWordCounts() {
    outcomes.remember("CA1", Termination.MODEL_LOST);
    outcomes.remember("CA1", Termination.CALLER_HUNG_UP);

    assertThat(outcomes.of("CA1")).contains(Termination.CALLER_HUNG_UP);
    assertThat(outcomes.of("CA2")).isEmpty();
  }

  @Test
  void anEndIsKnownForAMinute() {
    outcomes.remember("CA1", Termination.MODEL_LOST);

    now = now.plus(Outcomes.KNOWN);
    assertThat(outcomes.of("CA1")).contains(Termination.MODEL_LOST);

    now = now.plus(Duration.ofMillis(1));
    assertThat(outcomes.of("CA1")).isEmpty();
  }

  @Test
  void anEndThatIsToldAgainIsKnownFromThenOn() {
    outcomes.remember("CA1", Termination.MODEL_LOST);
    now = now.plus(Outcomes.KNOWN);
    outcomes.remember("CA1", Termination.MODEL_LOST);
    now = now.plus(Outcomes.KNOWN);

    assertThat(outcomes.of("CA1")).contains(Termination.MODEL_LOST);
  }

  @Test
  void whatIsHeldIsWhatEndedInTheLastMinute() {
    for (int call = 0; call < 1_000; call++) {
      outcomes.remember("CA" + call, Termination.CALLER_HUNG_UP);
      now = now.plusSeconds(1);
    }

    assertThat(outcomes.size()).isEqualTo((int) Outcomes.KNOWN.toSeconds() + 1);
  }
}
