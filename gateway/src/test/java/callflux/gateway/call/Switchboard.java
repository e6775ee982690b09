package callflux.gateway.call;

import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.agent.NumberPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// [Calls] with room for two, on a clock that the test owns.
final class Switchboard implements AutoCloseable {
  static final Duration TICKET_LIFE = Duration.ofSeconds(60);
  static final Call CALL = call("CA1");

  final VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
  final ScriptedDialer dialer = new ScriptedDialer();
  final ScriptedLeg<Inbound, Outbound> caller = ScriptedLeg.willing();
  final List<Call> admitted = new ArrayList<>();
  final List<Call> answered = new ArrayList<>();
  final List<CallEvent> events = new ArrayList<>();
  final List<Termination> ended = new ArrayList<>();
  final List<CallSummary> summaries = new ArrayList<>();
  final Calls calls =
      new Calls(
          new Calls.Reach(dialer, Tools.NONE),
          List.of(new Listener()),
          Budget.UNLIMITED,
          new Calls.Terms(2, TICKET_LIFE),
          () -> clock.now(TimeUnit.NANOSECONDS));

  static Call call(String sid) {
    return new Call(sid, "AC", "+1", "+2", new NumberPlan("+2", ScriptedCall.AGENT));
  }

  Ticket admits() {
    return calls.admit(CALL).given().orElseThrow();
  }

  /// A call whose ticket was used and whose caller is there.
  Disposable bridges() {
    return bridges(calls.redeem(admits().nonce()).orElseThrow());
  }

  Disposable bridges(Ticket ticket) {
    return run(calls.bridge(ticket, caller));
  }

  Disposable run(Mono<Void> work) {
    return work.subscribe();
  }

  void passes(Duration time) {
    clock.advanceTimeBy(time);
  }

  /// Whether both permits are there to be taken, and no more than both.
  boolean isEmpty() {
    boolean empty = calls.admitted() == 0;
    boolean one = calls.admit(call("probe 1")).given().isPresent();
    boolean two = calls.admit(call("probe 2")).given().isPresent();
    boolean three = calls.admit(call("probe 3")).given().isPresent();
    calls.ended("probe 1");
    calls.ended("probe 2");
    return empty && one && two && !three;
  }

  @Override
  public void close() {
    VirtualTimeScheduler.reset();
  }

  private final class Listener implements CallListener {
    @Override
    public void admitted(Call call) {
      admitted.add(call);
    }

    @Override
    public void answered(Call call) {
      answered.add(call);
    }

    @Override
    public void happened(Call call, CallEvent event) {
      events.add(event);
    }

    @Override
    public void ended(Call call, Termination termination, CallSummary summary) {
      ended.add(termination);
      summaries.add(summary);
    }
  }
}
