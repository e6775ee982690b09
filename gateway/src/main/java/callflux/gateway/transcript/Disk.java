package callflux.gateway.transcript;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/// Does what blocks, on a thread of its own, and whatever goes wrong does it again until it is
/// done. What was begun is not interrupted when nobody waits for it any more: that would close the
/// file.
final class Disk {
  private static final Logger log = LoggerFactory.getLogger(Disk.class);

  private static final Pauses PAUSES = new Pauses(Duration.ofSeconds(1));
  private static final int MOST_WAITING = 1_000;
  private static final int IDLE_SECONDS = 60;

  private final Scheduler thread =
      Schedulers.newBoundedElastic(1, MOST_WAITING, "shipper", IDLE_SECONDS, true);

  private final Alarm alarm = new Alarm();

  /// Something that is done with a file.
  interface Work<T> {
    T work() throws IOException;
  }

  /// Something that is done with a file and comes to nothing.
  interface Task {
    void work() throws IOException;
  }

  Mono<Void> run(Task task) {
    return get(
            () -> {
              task.work();
              return true;
            })
        .then();
  }

  <T> Mono<T> get(Work<T> work) {
    return Mono.fromFuture(() -> begin(work), true)
        .<T>dematerialize()
        .doOnSuccess(_ -> over())
        .retryWhen(Retry.from(this::again));
  }

  /// A failure is a value, too: of one that nobody waits for any more nobody has to be told.
  private <T> CompletableFuture<Signal<T>> begin(Work<T> work) {
    var done = new CompletableFuture<Signal<T>>();
    thread.schedule(() -> {
      try {
        done.complete(Signal.next(work.work()));
      } catch (IOException | RuntimeException e) {
        done.complete(Signal.error(e));
      }
    });
    return done;
  }

  private Flux<Long> again(Flux<RetrySignal> failures) {
    return failures.concatMap(signal -> {
      complain(signal.failure());
      return Mono.delay(PAUSES.after(signal.totalRetries()));
    });
  }

  private synchronized void over() {
    alarm.over();
  }

  private synchronized void complain(Throwable failure) {
    if (alarm.isDue()) {
      log.atError()
          .addKeyValue("why", failure instanceof IOException ? failure.getMessage() : null)
          .addKeyValue("failure", failure.getClass().getName())
          .log("the journal can't be read, or its progress not be kept; it is tried again");
    }
  }
}
