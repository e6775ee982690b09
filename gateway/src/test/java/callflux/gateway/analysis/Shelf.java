package callflux.gateway.analysis;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Archive;
import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.CallLine;
import callflux.gateway.archive.DayLine;
import callflux.gateway.archive.Period;
import callflux.gateway.archive.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Calls that are over, and what was made of them; refuses when it is told to.
final class Shelf implements Archive {
  private final Map<String, CallFile> calls = new LinkedHashMap<>();
  private final List<Analysis> kept = new ArrayList<>();
  private final Sinks.Many<Analysis> keeping = Sinks.many().replay().all();
  private final Sinks.Many<Integer> asking = Sinks.many().replay().all();
  private final Deque<Verdict> asleep = new ArrayDeque<>();
  private final Deque<Verdict> refusals = new ArrayDeque<>();
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger added = new AtomicInteger();

  synchronized void put(CallFile... files) {
    for (var file : files) {
      calls.put(file.callSid(), file);
    }
  }

  /// The next so many times that it is to keep something, it does not.
  synchronized void refuse(int times, Verdict verdict) {
    for (int i = 0; i < times; i++) {
      refusals.add(verdict);
    }
  }

  /// The next so many times that it is asked what is unread, it does not tell.
  synchronized void sleep(int times) {
    for (int i = 0; i < times; i++) {
      asleep.add(Verdict.PASSING);
    }
  }

  synchronized List<Analysis> kept() {
    return List.copyOf(kept);
  }

  /// Everything that it has been given, up to so many.
  List<Analysis> kept(int number) {
    return Objects.requireNonNull(
        keeping.asFlux().take(number).collectList().block(Duration.ofSeconds(20)));
  }

  /// Waits until it was asked for unread calls so many times in all.
  void asked(int times) {
    asking.asFlux().take(times).blockLast(Duration.ofSeconds(20));
  }

  @Override
  public Mono<Void> add(Analysis analysis) {
    return Mono.fromRunnable(() -> {
      added.incrementAndGet();
      fail(refusals);
      keep(analysis);
    });
  }

  private synchronized void keep(Analysis analysis) {
    kept.add(analysis);
    var file = Objects.requireNonNull(calls.get(analysis.callSid()));
    calls.put(file.callSid(), new CallFile(file.callSid(), file.entries(), analysis));
    keeping.tryEmitNext(analysis).orThrow();
  }

  private synchronized void fail(Deque<Verdict> verdicts) {
    if (!verdicts.isEmpty()) {
      throw new ArchiveFailure(verdicts.remove(), "refused", new IOException("refused"));
    }
  }

  @Override
  public synchronized Mono<CallFile> call(String callSid) {
    return Mono.defer(() -> {
      synchronized (this) {
        return Mono.justOrEmpty(calls.get(callSid));
      }
    });
  }

  @Override
  public Flux<String> unread(Instant endedSince, int attempts, int most) {
    return Flux.defer(() -> {
      asking.tryEmitNext(asked.incrementAndGet()).orThrow();
      fail(asleep);
      synchronized (this) {
        return Flux.fromIterable(List.copyOf(calls.values()))
            .filter(file -> isUnread(file, attempts))
            .map(CallFile::callSid)
            .take(most);
      }
    });
  }

  private static boolean isUnread(CallFile file, int attempts) {
    var last = file.analysis();
    return last == null || (last.findings() == null && last.attempt() < attempts);
  }

  @Override
  public Mono<Void> add(List<Row> rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<CallLine> calls(Period period, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<CallLine> callsTo(String number, Period period, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<DayLine> days(Period period) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flux<String> unended(String instance, Instant began) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mono<Integer> next(String callSid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Mono<Boolean> erase(String callSid) {
    return Mono.just(calls.remove(callSid) != null);
  }

  @Override
  public Mono<Long> eraseBefore(Instant began) {
    throw new UnsupportedOperationException();
  }
}
