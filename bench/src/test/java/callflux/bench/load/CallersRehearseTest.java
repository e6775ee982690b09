package callflux.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.CallRecord.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A caller's first call comes after one to nobody.
class CallersRehearseTest {
  private static final Duration DEADLINE = Duration.ofSeconds(50);

  @Test
  void thatOneIsAWholeCall() {
    var record = Objects.requireNonNull(Rehearsal.of(new SimulatedCaller()::call).block(DEADLINE));

    assertThat(record.ending().kind()).as(record.ending().detail()).isEqualTo(Kind.HUNG_UP);
    assertThat(record.counts().sent()).isPositive();
  }

  @Test
  void whoIsReallyCalledIsCalledOnce() {
    try (var gateway = ScriptedGateway.answering("<Response><Hangup/></Response>")) {
      var silent = new Scenario(List.of(), null, Scenario.Patience.ordinary());

      new SimulatedCaller().call(new CallPlan(gateway.line(), silent, false)).block(DEADLINE);

      assertThat(gateway.webhooks).hasSize(1);
    }
  }
}
