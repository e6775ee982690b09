package callflux.gateway.spend;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.codec.realtime.Usage;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.Door;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.agent.Overflow;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallControl;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import callflux.gateway.spend.SpendConfig.SpendCaps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What happens at 80, 100 and 120 % of a cap. A cent is spent with each thousand tokens.
class CapsStopSpendingTest {
  private static final long NO_CAP = Long.MAX_VALUE;
  private static final long CENT = 10_000;
  private static final CallSummary SUMMARY = new CallSummary(Duration.ofMinutes(1), 1, 0, 1, 1, 1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> orders = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void callIsWrappedUpAtItsCap() {
    var spend = spend(10 * CENT, NO_CAP, NO_CAP);
    answers(spend, call("CA1"), 9);
    assertThat(orders).isEmpty();

    answers(spend, call("CA1"), 1);

    assertThat(orders).containsExactly("wrap up CA1");
    assertThat(spend.usd(call("CA1"))).isEqualByComparingTo("0.10");
    assertThat(spend.isSpent(call("CA2"))).isFalse();
  }

  @Test
  void warningComesOnceAtFourFifths() {
    var spend = spend(10 * CENT, 10 * CENT, 10 * CENT);
    answers(spend, call("CA1"), 7);
    assertThat(warnings("call") + warnings("number_day") + warnings("day")).isZero();

    answers(spend, call("CA1"), 1);
    answers(spend, call("CA1"), 1);

    assertThat(warnings("call")).isEqualTo(1);
    assertThat(warnings("number_day")).isEqualTo(1);
    assertThat(warnings("day")).isEqualTo(1);
  }

  @Test
  void goodbyeIsLetBeWhateverItCosts() {
    var spend = spend(10 * CENT, NO_CAP, NO_CAP);
    answers(spend, call("CA1"), 500);
    answers(spend, call("CA1"), 500);

    assertThat(orders).containsExactly("wrap up CA1");
  }

  @Test
  void modelThatGoesOnAfterItsGoodbyeIsEndedAtOnce() {
    var spend = spend(10 * CENT, NO_CAP, NO_CAP);
    answers(spend, call("CA1"), 10);
    answer(spend, call("CA1"), Status.CANCELLED, tokens(1));
    answers(spend, call("CA1"), 0);
    answers(spend, call("CA1"), 0);
    assertThat(orders).containsExactly("wrap up CA1");

    answers(spend, call("CA1"), 1);

    assertThat(orders).containsExactly("wrap up CA1", "end CA1");
  }

  @Test
  void dayOfANumberIsSpent() {
    var spend = spend(NO_CAP, 10 * CENT, NO_CAP);
    answers(spend, call("CA1"), 6);
    spend.ended(call("CA1"), Termination.CALLER_HUNG_UP, SUMMARY);
    answers(spend, call("CA2"), 4);

    assertThat(orders).containsExactly("wrap up CA2");
    assertThat(spend.isSpent(call("CA3"))).isTrue();
    assertThat(spend.isSpent(call("CA3", "+2", null))).isFalse();
    // A cap of its own.
    assertThat(spend.isSpent(call("CA3", "+1", 11 * CENT))).isFalse();
  }

  @Test
  void dayOfAllIsSpent() {
    var spend = spend(NO_CAP, NO_CAP, 10 * CENT);
    answers(spend, call("CA1", "+1", null), 5);
    answers(spend, call("CA2", "+2", null), 5);

    assertThat(orders).containsExactly("wrap up CA2");
    assertThat(spend.isSpent(call("CA3", "+3", null))).isTrue();
    // It had its share before, and spends on.
    answers(spend, call("CA1", "+1", null), 1);
    assertThat(orders).containsExactly("wrap up CA2", "wrap up CA1");
  }

  @Test
  void dayIsUtcs() {
    var spend = spend(NO_CAP, NO_CAP, 10 * CENT);
    answers(spend, call("CA1"), 10);
    now = Instant.parse("2026-03-01T23:59:59.999Z");
    assertThat(spend.isSpent(call("CA2"))).isTrue();

    now = Instant.parse("2026-03-02T00:00:00Z");

    assertThat(spend.isSpent(call("CA2"))).isFalse();
  }

  @Test
  void agentHasACapOfItsOwn() {
    var spend = spend(10 * CENT, NO_CAP, NO_CAP);
    var plan = new NumberPlan("+1", agent(3 * CENT));
    answers(spend, new Call("CA1", "AC", "+5", "+1", plan), 3);

    assertThat(orders).containsExactly("wrap up CA1");
  }

  @Test
  void modelThatNobodyHasPricedCostsNothing() {
    var spend =
        new Spend(new SpendConfig(Map.of(), Map.of("default", "model"), caps()), meters, () -> now);
    answers(spend, call("CA1"), 10);

    assertThat(spend.usd(call("CA1"))).isZero();
    assertThat(counted("callflux.tokens", "kind", "audio_out")).isEqualTo(10_000);
  }

  @Test
  void spendingIsCounted() {
    var spend = spend(NO_CAP, NO_CAP, NO_CAP);
    answers(spend, call("CA1"), 10);
    answer(spend, call("CA1"), Status.COMPLETED, new Usage(-1, 0, 0, 0, 0, 0, 0, 0, 0));

    assertThat(counted("callflux.spend.usd", "agent", "test")).isEqualTo(0.1);
    assertThat(counted("callflux.spend.usd", "number", "+1")).isEqualTo(0.1);
    assertThat(counted("callflux.tokens", "kind", "audio_out")).isEqualTo(10_000);
    assertThat(meters.counter("callflux.spend.absurd.usages").count()).isEqualTo(1);
  }

  @Test
  void nothingIsKeptOfACallThatHasEnded() {
    var spend = spend(NO_CAP, NO_CAP, NO_CAP);
    answers(spend, call("CA1"), 10);
    spend.ended(call("CA1"), Termination.CALLER_HUNG_UP, SUMMARY);

    assertThat(spend.usd(call("CA1"))).isZero();
  }

  private Spend spend(long call, long numberDay, long day) {
    var prices = Map.of("model", new Price(0, 0, 0, 0, 10_000_000));
    var models = Map.of("default", "model");
    var config = new SpendConfig(prices, models, new SpendCaps(call, numberDay, day));
    var spend = new Spend(config, meters, () -> now);
    spend.through(new Recorder());
    return spend;
  }

  private static SpendCaps caps() {
    return new SpendCaps(NO_CAP, NO_CAP, NO_CAP);
  }

  private static void answers(Spend spend, Call call, int cents) {
    answer(spend, call, Status.COMPLETED, tokens(cents));
  }

  private static Usage tokens(int cents) {
    return new Usage(0, 1_000L * cents, 0, 0, 0, 0, 0, 1_000L * cents, 0);
  }

  private static void answer(Spend spend, Call call, Status status, Usage usage) {
    spend.happened(call, new CallEvent.ResponseEnded(status, null, usage));
  }

  private double warnings(String cap) {
    return counted("callflux.spend.warnings", "cap", cap);
  }

  private double counted(String name, String tag, String value) {
    return meters.find(name).tag(tag, value).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static Call call(String sid) {
    return call(sid, "+1", null);
  }

  private static Call call(String sid, String number, @Nullable Long dayMicros) {
    var door = new Door(null, dayMicros, new Overflow.Busy());
    return new Call(sid, "AC", "+5", number, new NumberPlan(number, agent(null), door));
  }

  private static Agent agent(@Nullable Long callMicros) {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session =
        new Session(
            null, "Be brief.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60), callMicros);
    return new Agent("test", session, null, limits);
  }

  private final class Recorder implements CallControl {
    @Override
    public void wrapUp(String callSid, Termination why) {
      assertThat(why).isEqualTo(Termination.SPEND_CAP);
      orders.add("wrap up " + callSid);
    }

    @Override
    public void end(String callSid, Termination why) {
      assertThat(why).isEqualTo(Termination.SPEND_CAP);
      orders.add("end " + callSid);
    }
  }
}
