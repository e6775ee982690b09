package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.Door;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.agent.Overflow;
import callflux.gateway.call.Admission.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How many calls get in, by number, account and caller, and how often one caller does.
class CapsHoldTest {
  private static final int OFF = Caps.UNLIMITED;

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void gatewayIsFull() {
    var permits = permits(Caps.of(2));
    takes(permits, call("+1", "+9"), call("+2", "+9"));

    assertThat(permits.take(call("+3", "+9"))).isEqualTo(Reason.FULL);
    permits.giveBack(call("+1", "+9"));
    assertThat(permits.take(call("+3", "+9"))).isNull();
  }

  @Test
  void numberIsFull() {
    var permits = permits(new Caps(OFF, 2, OFF, OFF, Caps.Caller.FREE));
    takes(permits, call("+1", "+9"), call("+2", "+9"));

    assertThat(permits.take(call("+3", "+9"))).isEqualTo(Reason.NUMBER_FULL);
    assertThat(permits.take(call("+3", "+8"))).isNull();
  }

  @Test
  void numberHasADoorOfItsOwn() {
    var permits = permits(new Caps(OFF, 2, OFF, OFF, Caps.Caller.FREE));
    var door = new Door(1, null, new Overflow.Busy());
    takes(permits, call("+1", "+9", "AC", door));

    assertThat(permits.take(call("+2", "+9", "AC", door))).isEqualTo(Reason.NUMBER_FULL);
  }

  @Test
  void accountIsFull() {
    var permits = permits(new Caps(OFF, OFF, 1, OFF, Caps.Caller.FREE));
    takes(permits, call("+1", "+9", "AC1", Door.PLAIN));

    assertThat(permits.take(call("+2", "+8", "AC1", Door.PLAIN))).isEqualTo(Reason.ACCOUNT_FULL);
    assertThat(permits.take(call("+2", "+8", "AC2", Door.PLAIN))).isNull();
  }

  @Test
  void callerIsInTwoCalls() {
    var permits = permits(new Caps(OFF, OFF, OFF, OFF, new Caps.Caller(2, OFF, OFF)));
    takes(permits, call("+1", "+9"), call("+1", "+8"));

    assertThat(permits.take(call("+1", "+7"))).isEqualTo(Reason.CALLER_LIVE);
    assertThat(permits.take(call("+2", "+7"))).isNull();
    permits.giveBack(call("+1", "+9"));
    assertThat(permits.take(call("+1", "+7"))).isNull();
  }

  @Test
  void callerCallsFiveTimesAMinute() {
    var permits = permits(new Caps(OFF, OFF, OFF, OFF, new Caps.Caller(OFF, 5, OFF)));
    comeAndGo(permits, 5);

    assertThat(permits.take(call("+1", "+9"))).isEqualTo(Reason.CALLER_MINUTE);
    passes(Duration.ofSeconds(11));
    assertThat(permits.take(call("+1", "+9"))).isEqualTo(Reason.CALLER_MINUTE);
    passes(Duration.ofSeconds(1));
    assertThat(permits.take(call("+1", "+9"))).isNull();
    passes(Duration.ofMinutes(5));
    comeAndGo(permits, 5);
    assertThat(permits.take(call("+1", "+9"))).isEqualTo(Reason.CALLER_MINUTE);
  }

  @Test
  void callerCallsThirtyTimesADay() {
    var permits = permits(new Caps(OFF, OFF, OFF, OFF, new Caps.Caller(OFF, OFF, 30)));
    comeAndGo(permits, 30);

    assertThat(permits.take(call("+1", "+9"))).isEqualTo(Reason.CALLER_DAY);
    assertThat(permits.take(call("+2", "+9"))).isNull();
    passes(Duration.ofMinutes(48));
    assertThat(permits.take(call("+1", "+9"))).isNull();
  }

  /// Else one who waits in vain would be kept out for the longer.
  @Test
  void callThatIsTurnedAwayIsNotCounted() {
    var permits = permits(new Caps(1, OFF, OFF, OFF, new Caps.Caller(OFF, 2, OFF)));
    takes(permits, call("+2", "+9"));
    for (int i = 0; i < 10; i++) {
      assertThat(permits.take(call("+1", "+9"))).isEqualTo(Reason.FULL);
    }
    permits.giveBack(call("+2", "+9"));
    comeAndGo(permits, 2);
    assertThat(permits.take(call("+1", "+9"))).isEqualTo(Reason.CALLER_MINUTE);
    assertThat(permits.isIdle()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "anonymous",
        "Anonymous",
        "+266696687",
        "Restricted",
        "+7378742833",
        "unknown",
        "unavailable",
        "blocked",
        "sip:anonymous@anonymous.invalid"
      })
  void callersWithoutANumberShareOneCap(String from) {
    var permits = permits(new Caps(OFF, OFF, OFF, 2, new Caps.Caller(1, 1, 1)));
    takes(permits, call("", "+9"), call(from, "+9"));

    assertThat(permits.take(call(from, "+9"))).isEqualTo(Reason.ANONYMOUS_FULL);
    assertThat(permits.take(call("+1", "+9"))).isNull();
    permits.giveBack(call(from, "+9"));
    assertThat(permits.take(call("anonymous", "+9"))).isNull();
  }

  @Test
  void callersAreForgotten() {
    var rates = new CallerRates(new Caps.Caller(OFF, 1, OFF), nanos::get);
    for (int i = 0; i <= CallerRates.MOST; i++) {
      assertThat(rates.count("caller " + i)).isNull();
    }

    assertThat(rates.size()).isEqualTo(CallerRates.MOST);
    assertThat(rates.count("caller " + CallerRates.MOST)).isEqualTo(Reason.CALLER_MINUTE);
    assertThat(rates.count("caller 0")).isNull();
  }

  @Test
  void pseudonymTellsNobodyWhoItIs() {
    var callers = new Callers();

    assertThat(callers.pseudonym("+14155550100"))
        .matches("[0-9a-f]{32}")
        .isEqualTo(callers.pseudonym("+14155550100"))
        .isNotEqualTo(callers.pseudonym("+14155550101"))
        .isNotEqualTo(new Callers().pseudonym("+14155550100"));
  }

  private void comeAndGo(Permits permits, int times) {
    for (int i = 0; i < times; i++) {
      takes(permits, call("+1", "+9"));
      permits.giveBack(call("+1", "+9"));
    }
  }

  private static void takes(Permits permits, Call... calls) {
    for (var call : calls) {
      assertThat(permits.take(call)).isNull();
    }
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Permits permits(Caps caps) {
    return new Permits(caps, nanos::get);
  }

  private static Call call(String from, String to) {
    return call(from, to, "AC", Door.PLAIN);
  }

  private static Call call(String from, String to, String account, Door door) {
    return new Call("CA", account, from, to, new NumberPlan(to, ScriptedCall.AGENT, door));
  }
}
