package callflux.gateway.simulator;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A brain in one session: it is told what the caller says, and asked what to answer.
///
/// It is called on the event loop of the session, so it may not wait. What it returns may come
/// later and on any thread, and may be cancelled: when the caller speaks over it, or is gone.
public interface Mind {

  /// What the caller said in a turn, as text; empty if it can't be made out. Each turn is told
  /// once, in order, whether anybody wants to read it or not.
  Mono<String> hear(CallerTurn turn);

  /// What a response consists of, in order. It is over when this is; it fails when this does.
  Flux<Brain.Output> answer(Brain.Turn turn);

  /// Of a brain that neither listens nor remembers.
  static Mind forgetful(Brain brain) {
    return new Mind() {
      @Override
      public Mono<String> hear(CallerTurn turn) {
        return Mono.just(brain.transcript(turn.number()));
      }

      @Override
      public Flux<Brain.Output> answer(Brain.Turn turn) {
        return Flux.fromIterable(brain.answer(turn).outputs());
      }
    };
  }
}
