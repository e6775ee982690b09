package callflux.gateway.realtime;

import static callflux.gateway.realtime.Rig.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.CallFailure.ModelRefused;
import callflux.gateway.call.CallFailure.ModelUnreachable;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

class UpstreamBreakerTest {
  private static final String HOST = "model.example";

  private final Hands hands = new Hands();
  private final UpstreamBreaker breaker =
      new UpstreamBreaker(HOST, BreakerSettings.DEFAULTS, hands);
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void nineteenFailuresProveNothing() {
    fail(19);
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void halfOfTwentyIsEnough() {
    succeed(10);
    fail(10);
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void lessThanHalfIsNot() {
    succeed(11);
    fail(9);
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void whileItIsOpenNoTryIsMade() {
    fail(20);
    fail(5);
    assertThat(tries).hasValue(20);
  }

  @Test
  void oneProbeIsLetThroughAfterThePause() {
    fail(20);
    hands.move(Duration.ofSeconds(5).plusMillis(1));
    fail(5);
    assertThat(tries).hasValue(21);
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void itIsReadyForAProbeAfterThePauseThoughNobodyDials() {
    fail(20);
    hands.move(Duration.ofSeconds(4));
    assertThat(breaker.isOpen()).isTrue();
    hands.move(Duration.ofSeconds(1).plusMillis(1));
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.isOpen()).isFalse();
    fail(5);
    assertThat(tries).hasValue(21);
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void soItIsAfterARefusedKeysLongerPause() {
    attempt(Mono.error(DialFailureTest.answered(401)));
    hands.move(Duration.ofSeconds(29));
    assertThat(breaker.isOpen()).isTrue();
    hands.move(Duration.ofSeconds(2));
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void aProbeThatSucceedsLetsEverybodyThrough() {
    fail(20);
    hands.move(Duration.ofSeconds(5).plusMillis(1));
    succeed(3);
    assertThat(tries).hasValue(23);
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void refusalsOfOurRequestsAreNoSignOfIllness() {
    for (int i = 0; i < 50; i++) {
      attempt(Mono.error(DialFailureTest.answered(404)));
    }
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void aRefusedKeyIsNotShownAgainForHalfAMinute() {
    attempt(Mono.error(DialFailureTest.answered(401)));
    assertThat(breaker.isOpen()).isTrue();
    hands.move(Duration.ofSeconds(29));
    attempt(Mono.error(DialFailureTest.answered(401)));
    assertThat(tries).hasValue(1);
    hands.move(Duration.ofSeconds(2));
    attempt(Mono.error(DialFailureTest.answered(401)));
    attempt(Mono.error(DialFailureTest.answered(401)));
    assertThat(tries).hasValue(2);
  }

  @Test
  void aServerThatIsDownIsLeftAloneUntilAProbeGetsThrough() throws Exception {
    var touchy =
        new BreakerSettings(
            Duration.ofSeconds(10), 2, 50, Duration.ofMillis(200), Duration.ofSeconds(30));
    try (var server =
        ScriptedServer.playing(
            peer -> peer.answer("503 Down"),
            peer -> peer.answer("503 Down"),
            Peer::upgradeAndHold)) {
      var rig = Rig.of(server.url(), Rig.patience(Rig.retries(3)), touchy);
      StepVerifier.create(rig.client().dial(Rig.agent()))
          .expectErrorSatisfies(e ->
              assertThat(e)
                  .isInstanceOf(ModelUnreachable.class)
                  .hasMessageContaining("failed too often"))
          .verify(LONG);
      assertThat(server.connections()).isEqualTo(2);
      assertThat(rig.client().shunsModel()).isTrue();
      var patient = Retry.fixedDelay(100, Duration.ofMillis(50));
      var leg = Rig.opened(rig.client().dial(Rig.agent()).retryWhen(patient));
      assertThat(server.connections()).isEqualTo(3);
      assertThat(rig.client().shunsModel()).isFalse();
      leg.close(1000, "over").block(LONG);
    }
  }

  @Test
  void aServerThatRefusesTheKeyIsAskedOnce() throws Exception {
    try (var server = ScriptedServer.playing(peer -> peer.answer("401 Unauthorized"))) {
      var rig = Rig.of(server);
      StepVerifier.create(rig.client().dial(Rig.agent()))
          .expectError(ModelRefused.class)
          .verify(LONG);
      StepVerifier.create(rig.client().dial(Rig.agent()))
          .expectError(ModelUnreachable.class)
          .verify(LONG);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(rig.count("callflux.upstream.dials", "result", "breaker_open")).isEqualTo(1);
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      attempt(Mono.error(DialFailureTest.answered(503)));
    }
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      attempt(Mono.just("open"));
    }
  }

  private void attempt(Mono<String> outcome) {
    breaker
        .guard(
            Mono.defer(() -> {
              tries.incrementAndGet();
              return outcome;
            }))
        .onErrorComplete(DialFailure.class)
        .block(LONG);
  }

  /// A clock that goes where it is moved.
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
