package callflux.bench.micro;

import callflux.gateway.call.Leg;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// A leg without a socket, whose far end is the benchmark: it says what it is made to say, on one
/// thread, and takes whatever it is told at once.
final class FarEnd<I, O> implements Leg<I, O> {
  // A socket's loop is one thread too, and pays for no guard against others.
  private final Sinks.Many<I> said = Sinks.unsafe().many().unicast().onBackpressureBuffer();
  private final Consumer<O> told;
  private final HandClock clock = new HandClock();

  FarEnd(Consumer<O> told) {
    this.told = told;
  }

  /// Fails when nobody listens any more.
  void says(I message) {
    said.tryEmitNext(message).orThrow();
  }

  @Override
  public Flux<I> receive() {
    return said.asFlux();
  }

  @Override
  public Mono<Void> send(Flux<O> messages) {
    return messages.doOnNext(told).then();
  }

  @Override
  public HandClock clock() {
    return clock;
  }

  @Override
  public Mono<Void> close(int code, String reason) {
    return Mono.empty();
  }
}
