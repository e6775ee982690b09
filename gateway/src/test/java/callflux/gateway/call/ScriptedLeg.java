package callflux.gateway.call;

import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// A leg whose far end is the test: it says what it is made to say, and remembers what it was told.
final class ScriptedLeg<I, O> implements Leg<I, O> {
  private final Sinks.Many<I> inbound = Sinks.many().unicast().onBackpressureBuffer();
  private final Sinks.Empty<Void> sent = Sinks.empty();
  private final List<O> told = new ArrayList<>();
  private final long demand;
  private Socket socket = new Socket();
  private boolean cancelled;
  private int closeCode;

  /// @param demand how much the socket takes before it has to be told to take more
  ScriptedLeg(long demand) {
    this.demand = demand;
  }

  /// A leg whose socket takes whatever it is given.
  static <I, O> ScriptedLeg<I, O> willing() {
    return new ScriptedLeg<>(Long.MAX_VALUE);
  }

  void says(I message) {
    inbound.tryEmitNext(message).orThrow();
  }

  void hangsUp() {
    inbound.tryEmitComplete();
  }

  void breaks(Throwable failure) {
    inbound.tryEmitError(failure);
  }

  /// Its socket fails as it is written to.
  void refuses(Throwable failure) {
    socket.cancel();
    sent.tryEmitError(failure).orThrow();
  }

  void takes(long more) {
    socket.request(more);
  }

  /// What it was told since this was last asked.
  List<O> told() {
    var news = List.copyOf(told);
    told.clear();
    return news;
  }

  int closeCode() {
    return closeCode;
  }

  boolean listenedTo() {
    return !cancelled;
  }

  boolean writtenTo() {
    return !socket.isDisposed();
  }

  @Override
  public Flux<I> receive() {
    return inbound.asFlux().doOnCancel(() -> cancelled = true);
  }

  @Override
  public Mono<Void> send(Flux<O> messages) {
    return Mono.defer(() -> {
      messages.subscribe(socket);
      return sent.asMono().doOnCancel(socket::cancel);
    });
  }

  @Override
  public Mono<Void> close(int code, String reason) {
    return Mono.fromRunnable(() -> {
      if (closeCode == 0) {
        closeCode = cancelled ? 1006 : code;
      }
    });
  }

  private final class Socket extends BaseSubscriber<O> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(demand);
    }

    @Override
    protected void hookOnNext(O message) {
      told.add(message);
    }

    @Override
    protected void hookOnError(Throwable failure) {
      sent.tryEmitError(failure);
    }
  }
}
