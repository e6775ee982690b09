package callflux.gateway.realtime;

import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Keeps everybody's dials away from a server that is down, or that refuses the key, but for one
/// probe now and then.
final class UpstreamBreaker {
  private static final Logger log = LoggerFactory.getLogger(UpstreamBreaker.class);

  private final String host;
  private final BreakerSettings settings;
  private final CircuitBreaker breaker;

  UpstreamBreaker(String host, BreakerSettings settings, Clock clock) {
    this.host = host;
    this.settings = settings;
    this.breaker = CircuitBreaker.of("upstream", rules(settings, clock));
    breaker
        .getEventPublisher()
        .onStateTransition(event ->
            log.atWarn()
                .addKeyValue("host", host)
                .addKeyValue("state", event.getStateTransition().getToState())
                .log("the breaker before the model's server changed"));
  }

  private static CircuitBreakerConfig rules(BreakerSettings settings, Clock clock) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            (int) settings.window().toSeconds(),
            settings.tries(),
            SlidingWindowType.TIME_BASED,
            SlidingWindowSynchronizationStrategy.LOCK_FREE) // an event loop may not wait
        .failureRateThreshold(settings.failurePercent())
        .waitDurationInOpenState(settings.pause())
        .permittedNumberOfCallsInHalfOpenState(1)
        .clock(clock)
        .ignoreException(UpstreamBreaker::saysNothingOfHealth)
        .build();
  }

  /// A server that refuses a request is up.
  private static boolean saysNothingOfHealth(Throwable failure) {
    return failure instanceof DialFailure dial
        && switch (dial.kind()) {
          case UNAUTHORIZED, REFUSED -> true;
          case TIMEOUT, CONNECTION, RATE_LIMITED, SERVER_ERROR, TLS, BREAKER_OPEN -> false;
        };
  }

  /// A try that is made only if the breaker lets it, and that the breaker learns from.
  <T> Mono<T> guard(Mono<T> attempt) {
    return attempt
        .transformDeferred(CircuitBreakerOperator.of(breaker))
        .onErrorMap(CallNotPermittedException.class, _ -> DialFailure.breakerOpen(host))
        .doOnError(DialFailure.class, this::learn);
  }

  /// A refused key stays refused until somebody mends it; to go on asking looks like guessing.
  private void learn(DialFailure failure) {
    if (failure.kind() == DialFailure.Kind.UNAUTHORIZED) {
      breaker.transitionToOpenStateFor(settings.keyPause());
    }
  }

  /// Whether a try now would be turned away.
  boolean isOpen() {
    // It only looks at its clock when it is asked for leave, which may never happen: nobody sends
    // calls to a gateway that isn't ready.
    if (breaker.getState() == State.OPEN && breaker.tryAcquirePermission()) {
      breaker.releasePermission();
    }
    return breaker.getState() == State.OPEN;
  }
}
