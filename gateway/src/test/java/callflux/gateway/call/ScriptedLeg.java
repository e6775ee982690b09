package callflux.gateway.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/// A leg whose far end is the test: it says what it is made to say, and remembers what it was told.
final class ScriptedLeg<I, O> implements Leg<I, O> {
  private final Sinks.Many<I> inbound = Sinks.many().unicast().onBackpressureBuffer();
  private final Sinks.Empty<Void> sent = Sinks.empty();
  private final List<O> told = new ArrayList<>();
  private final long demand;
  private Socket socket = new Socket();
  private boolean cancelled;
  private int closeCode;
  private String closeReason = "";
  private @Nullable Scheduler clock;
  private Mono<Void> goodbye = Mono.empty();
  private int unread;
  private @Nullable Runnable meanwhile;

  /// @param demand how much the socket takes before it has to be told to take more
  ScriptedLeg(long demand) {
    this.demand = demand;
  }

  /// A leg whose socket takes whatever it is given.
  static <I, O> ScriptedLeg<I, O> willing() {
    return new ScriptedLeg<>(Long.MAX_VALUE);
  }

  void says(I message) {
    unread++;
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

  /// It has written all that it will ever write.
  void writesNoMore() {
    sent.tryEmitEmpty().orThrow();
  }

  /// Has a clock of its own.
  void keepsTimeBy(Scheduler scheduler) {
    clock = scheduler;
  }

  void takes(long more) {
    socket.request(more);
  }

  /// While it is told the next thing, something else happens, as if on another thread.
  void meanwhile(Runnable other) {
    meanwhile = other;
  }

  /// Its far end answers a goodbye when this is said, and not at once.
  Sinks.Empty<Void> lingers() {
    var answer = Sinks.<Void>empty();
    goodbye = answer.asMono();
    return answer;
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

  String closeReason() {
    return closeReason;
  }

  /// How much of what it says was not listened to yet.
  int unread() {
    return unread;
  }

  boolean listenedTo() {
    return !cancelled;
  }

  boolean writtenTo() {
    return !socket.isDisposed();
  }

  @Override
  public Flux<I> receive() {
    return inbound.asFlux().doOnNext(_ -> unread--).doOnCancel(() -> cancelled = true);
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
    return Mono.<Void>fromRunnable(
            () -> {
              if (closeCode == 0) {
                closeCode = cancelled ? 1006 : code;
                closeReason = reason;
              }
            })
        .then(Mono.defer(() -> goodbye));
  }

  @Override
  public Scheduler clock() {
    return clock == null ? Leg.super.clock() : clock;
  }

  private final class Socket extends BaseSubscriber<O> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(demand);
    }

    @Override
    protected void hookOnNext(O message) {
      told.add(message);
      var now = meanwhile;
      meanwhile = null;
      if (now != null) {
        now.run();
      }
    }

    @Override
    protected void hookOnError(Throwable failure) {
      // Not the failure itself: what a call ends with is to come from where it happened.
      sent.tryEmitError(new IllegalStateException("nothing more to send", failure));
    }
  }
}
