package callflux.gateway.realtime;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.realtime.RealtimeConfig.Retries;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// On a clock of its own: when the tries are made, in milliseconds after the first.
class RedialTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final LongUnaryOperator LONGEST = LongUnaryOperator.identity();

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final List<Long> tries = new ArrayList<>();
  private final List<Throwable> verdicts = new ArrayList<>();

  @Test
  void pausesDoubleUpToTheCap() {
    dial(new Retries(6, ofSeconds(60), ofMillis(500), ofSeconds(2)), LONGEST, answer(503, null));
    assertThat(tries).containsExactly(0L, 500L, 1_500L, 3_500L, 5_500L, 7_500L);
  }

  @Test
  void threeTriesAreEnough() {
    dial(Retries.DEFAULTS, LONGEST, answer(503, null));
    assertThat(tries).containsExactly(0L, 500L, 1_500L);
    assertThat(verdicts).singleElement().isInstanceOf(DialFailure.class);
  }

  @Test
  void noTryBeginsAfterTheTimeIsUp() {
    dial(new Retries(9, ofSeconds(2), ofMillis(500), ofSeconds(8)), LONGEST, answer(503, null));
    assertThat(tries).containsExactly(0L, 500L, 1_500L);
  }

  @Test
  void theServersWishIsTheLeastPause() {
    dial(Retries.DEFAULTS, LONGEST, answer(429, "4"));
    assertThat(tries).containsExactly(0L, 4_000L, 8_000L);
  }

  @Test
  void aWishBeyondOurTimeIsHonouredByGivingUp() {
    dial(Retries.DEFAULTS, LONGEST, answer(429, "11"));
    assertThat(tries).containsExactly(0L);
  }

  @Test
  void aRefusalIsNotTriedAgain() {
    for (int status : new int[] {400, 401, 403, 404, 301}) {
      tries.clear();
      dial(Retries.DEFAULTS, LONGEST, answer(status, null));
      assertThat(tries).as("status %d", status).containsExactly(0L);
    }
  }

  @Test
  void faultsOfOurOwnAreNotTriedAgain() {
    dial(Retries.DEFAULTS, LONGEST, new IllegalStateException("a bug"));
    assertThat(tries).containsExactly(0L);
    assertThat(verdicts).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void pausesAreSpreadOverTheirWholeRange() {
    long seed = 20_261_122;
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var pauses = new ArrayList<Long>();
    for (int i = 0; i < 1_000; i++) {
      tries.clear();
      dial(Retries.DEFAULTS, bound -> random.nextLong(bound + 1), answer(503, null));
      pauses.add(tries.get(1));
    }
    assertThat(pauses).as("seed %d", seed).allMatch(pause -> pause >= 0 && pause <= 500);
    assertThat(pauses).as("seed %d", seed).anyMatch(pause -> pause < 50).anyMatch(p -> p > 450);
  }

  private void dial(Retries retries, LongUnaryOperator upTo, Throwable failure) {
    var redial = new Redial(retries, clock, upTo, () -> {});
    long first = clock.now(TimeUnit.MILLISECONDS);
    Mono.defer(
            () -> {
              tries.add(clock.now(TimeUnit.MILLISECONDS) - first);
              return Mono.error(failure);
            })
        .retryWhen(redial)
        .subscribe(_ -> {}, verdicts::add);
    clock.advanceTimeBy(Duration.ofMinutes(5));
  }

  private static DialFailure answer(int status, @Nullable String retryAfter) {
    var response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    if (retryAfter != null) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, retryAfter);
    }
    return DialFailure.of(
        new WebSocketClientHandshakeException("no", response), "model.example", NOW);
  }
}
