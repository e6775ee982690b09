package callflux.gateway.call;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// One side of a call: a socket as two streams of messages.
///
/// @param <I> what its far end says
/// @param <O> what its far end is told
public interface Leg<I, O> {

  /// What the far end says, in order. Subscribed at most once. Completes when the far end has
  /// closed; fails with a [CallFailure] when it broke, or broke the protocol. To cancel it is to
  /// drop the socket without a word, so [#close] comes first.
  Flux<I> receive();

  /// Writes the messages in order, as fast as the socket takes them, flushed as they come.
  /// Subscribed at most once. Completes after the last; fails with a [CallFailure] when the socket
  /// broke.
  Mono<Void> send(Flux<O> messages);

  /// Says goodbye with a WebSocket close code (RFC 6455 section 7.4) and closes the socket, by
  /// force if the far end does not answer: complete within one second, whatever happens. The first
  /// call counts; later ones only wait.
  Mono<Void> close(int code, String reason);

  /// What keeps time for the call: where it can, the thread that the leg's messages come on, so
  /// that a second that has gone by is told without a hand-over to another.
  default Scheduler clock() {
    return Schedulers.parallel();
  }
}
