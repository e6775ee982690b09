package callflux.gateway.simulator.local;

import callflux.gateway.simulator.CallerTurn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;

/// The ears of all sessions: few, because each holds a model and takes a core while it listens.
final class Ears {
  private static final Logger log = LoggerFactory.getLogger(Ears.class);

  /// More would hold memory that local mode has no callers for.
  private static final int MOST = 4;

  private final InstrumentedPool<Ear> pool;
  private final Scheduler workers;

  Ears(Grammar grammar, int cores, Scheduler workers) {
    int most = Math.min(MOST, cores);
    this.workers = workers;
    this.pool =
        PoolBuilder.from(Mono.fromCallable(() -> Ear.of(grammar)).subscribeOn(workers))
            .sizeBetween(most, most)
            .buildPool();
  }

  /// Makes them, in the background: it takes seconds. Who speaks earlier is heard then.
  void prepare() {
    long from = System.nanoTime();
    pool.warmup()
        .subscribe(
            made ->
                log.atInfo()
                    .addKeyValue("ears", made)
                    .addKeyValue("millis", (System.nanoTime() - from) / 1_000_000)
                    .log("the receptionist can hear"),
            failure -> log.atError().setCause(failure).log("the receptionist can't hear"));
  }

  /// The words of a turn; empty if they can't be made out.
  ///
  /// @param busy told if all ears are taken, so that the turn has to wait
  Mono<String> hear(CallerTurn turn, Runnable busy) {
    if (turn.cut() || turn.audio().length == 0) {
      return Mono.empty();
    }
    return pool.withPoolable(
            ear -> Mono.fromCallable(() -> ear.hear(samples(turn))).subscribeOn(workers))
        .next()
        .doOnSubscribe(_ -> {
          if (pool.metrics().idleSize() == 0) {
            busy.run();
          }
        });
  }

  private static short[] samples(CallerTurn turn) {
    short[] samples = Sampling.decode(turn.audio(), turn.format());
    return Sampling.convert(samples, turn.format().sampleRate(), Features.SAMPLE_RATE);
  }
}
