package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import callflux.bench.load.CallPlan;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.Scenario;
import callflux.bench.load.SimulatedCaller;
import callflux.bench.load.Speech;
import callflux.bench.measure.CallTimes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the model is told was heard is what the caller's own recording holds.
class WhatWasHeardIsKnownTest {

  @Test
  @Timeout(120)
  void toTwoHundredMilliseconds() throws Exception {
    try (var gateway = LocalGateway.start()) {
      var words = List.of(Speech.synthetic(7, Duration.ofMillis(700)));
      var scenario = Scenario.conversation(words, 3, 1, Duration.ofSeconds(1));

      var call =
          Objects.requireNonNull(
              new SimulatedCaller().call(new CallPlan(gateway.line(), scenario, true)).block());

      assertThat(call.ending().kind()).as(call.ending().detail()).isEqualTo(Kind.HUNG_UP);
      assertThat(call.timeline().spoken()).hasSize(3);
      assertThat(call.counts().stale()).isZero();
      assertThat(call.counts().ragged()).isZero();
      var session = gateway.simulator().sessions().getFirst();
      var interrupted = CallTimes.of(call).bargeIns().getFirst();
      assertThat(session.errors()).isEmpty();
      assertThat(session.truncations()).hasSize(1);
      long truncated = session.truncations().getFirst().audioEndMillis();
      assertThat((double) truncated)
          .as("milliseconds kept, against the play-out clock")
          .isCloseTo(interrupted.interrupted().sound().played(), within(200.0));
      assertThat((double) truncated)
          .as("milliseconds kept, against the recording")
          .isCloseTo(Objects.requireNonNull(interrupted.voice()), within(200.0));
    }
  }
}
