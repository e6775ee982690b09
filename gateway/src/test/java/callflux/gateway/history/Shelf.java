package callflux.gateway.history;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Archive;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.CallLine;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.DayLine;
import callflux.gateway.archive.Period;
import callflux.gateway.archive.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// An archive in memory, of calls that are over: what is read of it, and what is erased. Nothing
/// can be added.
public final class Shelf implements Archive {
  private final Map<String, CallFile> calls = new HashMap<>();

  /// So many calls were asked for whole.
  final AtomicInteger taken = new AtomicInteger();

  private volatile @Nullable RuntimeException failure;
  private volatile Predicate<String> fails = _ -> false;

  public Shelf(List<CallFile> files) {
    files.forEach(file -> calls.put(file.callSid(), file));
  }

  /// Has everything fail from here on.
  public Shelf failsWith(RuntimeException failure) {
    this.failure = failure;
    this.fails = _ -> true;
    return this;
  }

  /// Has one call fail.
  Shelf failsAt(String callSid, RuntimeException failure) {
    this.failure = failure;
    this.fails = callSid::equals;
    return this;
  }

  /// The calls that are left.
  public int size() {
    return calls.size();
  }

  @Override
  public Mono<Void> add(List<Row> rows) {
    return Mono.error(new UnsupportedOperationException());
  }

  @Override
  public Mono<Void> add(Analysis analysis) {
    return Mono.error(new UnsupportedOperationException());
  }

  @Override
  public Mono<CallFile> call(String callSid) {
    return failing(callSid)
        .then(
            Mono.fromSupplier(() -> {
              taken.incrementAndGet();
              return calls.get(callSid);
            }));
  }

  @Override
  public Flux<CallLine> calls(Period period, int most) {
    return failing("").thenMany(Flux.defer(() -> lines(period))).take(most);
  }

  @Override
  public Flux<CallLine> callsTo(String number, Period period, int most) {
    return calls(period, Integer.MAX_VALUE).filter(call -> call.number().equals(number)).take(most);
  }

  private Flux<CallLine> lines(Period period) {
    return Flux.fromStream(() ->
        calls.values().stream()
            .map(Lines::of)
            .filter(line -> isWithin(period, line.began()))
            .sorted(Comparator.comparing(CallLine::began).reversed()));
  }

  @Override
  public Flux<DayLine> days(Period period) {
    return failing("").thenMany(Flux.defer(() -> Flux.fromIterable(Lines.days(within(period)))));
  }

  private List<CallFile> within(Period period) {
    return calls.values().stream().filter(file -> isWithin(period, Lines.began(file))).toList();
  }

  private static boolean isWithin(Period period, Instant instant) {
    return !instant.isBefore(period.from()) && instant.isBefore(period.to());
  }

  @Override
  public Flux<String> unread(Instant endedSince, int attempts, int most) {
    return Flux.error(new UnsupportedOperationException());
  }

  @Override
  public Flux<String> unended(String instance, Instant began) {
    return Flux.error(new UnsupportedOperationException());
  }

  @Override
  public Mono<Integer> next(String callSid) {
    return Mono.error(new UnsupportedOperationException());
  }

  @Override
  public Mono<Boolean> erase(String callSid) {
    return failing(callSid).then(Mono.fromSupplier(() -> calls.remove(callSid) != null));
  }

  @Override
  public Mono<Long> eraseBefore(Instant began) {
    return failing("")
        .then(
            Mono.fromSupplier(() -> {
              long before = calls.size();
              calls.values().removeIf(file -> Lines.began(file).isBefore(began));
              return before - calls.size();
            }));
  }

  private Mono<Void> failing(String callSid) {
    return Mono.defer(() -> {
      var failure = this.failure;
      return failure != null && fails.test(callSid) ? Mono.error(failure) : Mono.empty();
    });
  }

  /// The first entry of a call.
  static Began head(CallFile file) {
    return (Began) file.entries().getFirst().content();
  }
}
