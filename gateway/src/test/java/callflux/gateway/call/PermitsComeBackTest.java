package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.agent.NumberPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// Many threads race over the same few calls, numbers and callers, by every way in and every way
/// out: nobody gets past a cap, and every permit comes back, once.
class PermitsComeBackTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 4_000;
  private static final int CALLS = 6;
  private static final Duration LIFE = Duration.ofSeconds(2);
  private static final Caps CAPS = new Caps(CALLS, 3, 4, 2, new Caps.Caller(2, 100_000, 100_000));

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
  private final ReadWriteLock time = new ReentrantReadWriteLock();
  private final AtomicInteger most = new AtomicInteger();
  private final Calls calls =
      new Calls(_ -> Mono.just(leg()), List.of(), new Calls.Terms(CAPS, LIFE));

  @AfterEach
  void stopTheClock() {
    VirtualTimeScheduler.reset();
  }

  @Test
  void whateverTheThreadsDo() throws Exception {
    var ready = new CountDownLatch(THREADS);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var runs = new ArrayList<Future<?>>();
      for (int i = 0; i < THREADS; i++) {
        var random = new Random(i);
        runs.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              for (int round = 0; round < ROUNDS; round++) {
                step(random);
              }
              return null;
            }));
      }
      for (var run : runs) {
        run.get();
      }
    }
    clock.advanceTimeBy(LIFE);
    assertThat(calls.admitted()).isZero();

    assertThat(most).hasValueBetween(1, CALLS);
    fillsEveryCap("AC0", "AC1", "+10", "+11", "+12");
    fillsEveryCap("AC1", "AC0", "+11", "+12", "+10");
    fillsEveryCap("AC1", "AC0", "+12", "+10", "+11");
  }

  /// One permit that did not come back, and one of these would not get in; one that came back
  /// twice, and one more would.
  private void fillsEveryCap(String account, String other, String twice, String b, String c) {
    var all =
        List.of(
            call("1", account, "", "+90"),
            call("2", account, "anonymous", "+90"),
            call("3", account, twice, "+90"),
            call("4", account, twice, "+91"),
            call("5", other, b, "+91"),
            call("6", other, c, "+91"));
    assertThat(all).allMatch(call -> calls.admit(call).given().isPresent());
    assertThat(calls.admit(call("7", other, b, "+92")).given()).isEmpty();
    all.forEach(call -> calls.ended(call.callSid()));
    assertThat(calls.admitted()).isZero();
  }

  /// Time stands still while anybody is on their way in or out.
  private void step(Random random) {
    boolean passes = random.nextInt(8) == 0;
    var lock = passes ? time.writeLock() : time.readLock();
    lock.lock();
    try {
      if (passes) {
        clock.advanceTimeBy(Duration.ofMillis(100));
      } else {
        comeOrGo(random);
      }
    } finally {
      lock.unlock();
    }
  }

  private void comeOrGo(Random random) {
    var call = call(random);
    switch (random.nextInt(6)) {
      case 0, 1 -> calls.admit(call);
      case 2 -> calls.ended(call.callSid());
      case 3 ->
          calls
              .admit(call)
              .given()
              .flatMap(ticket -> calls.redeem(ticket.nonce()))
              .ifPresent(calls::abandon);
      case 4 ->
          calls
              .admit(call)
              .given()
              .flatMap(ticket -> calls.redeem(ticket.nonce()))
              .ifPresent(ticket -> calls.bridge(ticket, hungUp()).block());
      default ->
          calls
              .admit(call)
              .given()
              .flatMap(ticket -> calls.redeem(ticket.nonce()))
              .ifPresent(ticket -> calls.bridge(ticket, silent()).subscribe().dispose());
    }
    most.accumulateAndGet(calls.admitted(), Math::max);
  }

  private static Call call(Random random) {
    var from = random.nextInt(3) == 0 ? "anonymous" : "+1" + random.nextInt(3);
    var to = "+9" + random.nextInt(2);
    var account = "AC" + random.nextInt(2);
    return call("CA" + random.nextInt(12), account, from, to);
  }

  private static Call call(String sid, String account, String from, String to) {
    return new Call(sid, account, from, to, new NumberPlan(to, ScriptedCall.AGENT));
  }

  private static Leg<ServerEvent, ClientEvent> leg() {
    return ScriptedLeg.willing();
  }

  private static Leg<Inbound, Outbound> silent() {
    return ScriptedLeg.willing();
  }

  private static Leg<Inbound, Outbound> hungUp() {
    ScriptedLeg<Inbound, Outbound> leg = ScriptedLeg.willing();
    leg.hangsUp();
    return leg;
  }
}
