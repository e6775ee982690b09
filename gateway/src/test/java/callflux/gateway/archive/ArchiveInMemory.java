package callflux.gateway.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.gateway.archive.ArchiveFailure.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// An archive that holds what a database would, as long as it lives; and that fails when it is told
/// to. Safe for any thread.
public final class ArchiveInMemory implements Archive {
  private static final Set<String> ENDS = Set.of(Kind.BEGAN.label(), Kind.ENDED.label());
  private static final byte[] NO_WORDS = "{}".getBytes(US_ASCII);

  private final EntryCodec codec;
  private final Map<String, NavigableMap<Integer, Row>> rows = new LinkedHashMap<>();
  private final Map<String, NavigableMap<Integer, Analysis>> analyses = new HashMap<>();
  private final List<List<Row>> added = new ArrayList<>();
  private Predicate<Row> poison = _ -> false;
  private @Nullable Supplier<? extends Throwable> failure;
  private boolean silent;
  private boolean doubtful;
  private int asked;

  /// @param codec reads what it is given
  public ArchiveInMemory(EntryCodec codec) {
    this.codec = codec;
  }

  /// Fails from now on, whatever it is asked.
  public synchronized void fail(Verdict verdict) {
    fail(() -> new ArchiveFailure(verdict, "told to fail", new IllegalStateException()));
  }

  /// Fails from now on, whatever it is asked.
  public synchronized void fail(Supplier<? extends Throwable> how) {
    failure = how;
  }

  /// Does not answer from now on, whatever it is asked.
  public synchronized void hang() {
    silent = true;
  }

  /// Takes what it is given next and fails all the same, as when a connection breaks behind the
  /// commit.
  public synchronized void doubt() {
    doubtful = true;
  }

  /// Fails no more, and answers.
  public synchronized void recover() {
    failure = null;
    silent = false;
  }

  /// Takes none of these rows, ever.
  public synchronized void poison(Predicate<Row> rows) {
    poison = rows;
  }

  /// Times that it was asked for something, in vain or not.
  public synchronized int asked() {
    return asked;
  }

  /// What it took, each time that it took something, in order: again what it had already.
  public synchronized List<List<Row>> added() {
    return List.copyOf(added);
  }

  /// All it holds of a call, in the order of their numbers.
  public synchronized List<Row> rows(String callSid) {
    return List.copyOf(rowsOf(callSid).values());
  }

  /// How many rows it holds.
  public synchronized int size() {
    return rows.values().stream().mapToInt(Map::size).sum();
  }

  @Override
  public Mono<Void> add(List<Row> more) {
    return ask(
            () -> {
              if (more.stream().anyMatch(poison)) {
                throw new ArchiveFailure(
                    Verdict.POISON, "a row can't be kept", new IllegalStateException());
              }
              for (var row : more) {
                rows.computeIfAbsent(row.callSid(), _ -> new TreeMap<>())
                    .putIfAbsent(row.seq(), row);
              }
              added.add(List.copyOf(more));
              if (doubtful) {
                doubtful = false;
                throw new ArchiveFailure(
                    Verdict.PASSING, "told to fail behind the commit", new IllegalStateException());
              }
              return true;
            })
        .then();
  }

  @Override
  public Mono<Void> add(Analysis analysis) {
    return ask(() ->
            analyses
                    .computeIfAbsent(analysis.callSid(), _ -> new TreeMap<>())
                    .putIfAbsent(analysis.attempt(), analysis)
                == null)
        .then();
  }

  @Override
  public Mono<CallFile> call(String callSid) {
    return ask(() ->
            rows.containsKey(callSid) ? Optional.of(file(callSid)) : Optional.<CallFile>empty())
        .flatMap(Mono::justOrEmpty);
  }

  @Override
  public Flux<CallLine> calls(Period period, int most) {
    return askAll(() ->
        stories(period)
            .sorted(Comparator.comparing(Story::began).reversed())
            .limit(most)
            .map(Story::line)
            .toList());
  }

  @Override
  public Flux<CallLine> callsTo(String number, Period period, int most) {
    return calls(period, Integer.MAX_VALUE).filter(call -> call.number().equals(number)).take(most);
  }

  @Override
  public Flux<DayLine> days(Period period) {
    return askAll(() -> Days.of(stories(period).toList()));
  }

  @Override
  public Flux<String> unread(Instant endedSince, int attempts, int most) {
    return askAll(() ->
        stories()
            .filter(story -> story.isUnread(endedSince, attempts))
            .sorted(Comparator.comparing(Story::over))
            .limit(most)
            .map(Story::callSid)
            .toList());
  }

  @Override
  public Flux<String> unended(String instance, Instant began) {
    return askAll(() ->
        stories()
            .filter(story -> story.isUnended(instance) && story.began().isBefore(began))
            .map(Story::callSid)
            .toList());
  }

  @Override
  public Mono<Integer> next(String callSid) {
    return ask(() -> {
      var known = rowsOf(callSid);
      return known.isEmpty() ? 0 : known.lastKey() + 1;
    });
  }

  @Override
  public Mono<Boolean> erase(String callSid) {
    return ask(() -> forget(callSid));
  }

  @Override
  public Mono<Long> eraseBefore(Instant began) {
    return ask(() ->
        stories()
            .filter(story -> story.began().isBefore(began))
            .map(Story::callSid)
            .toList()
            .stream()
            .filter(this::forget)
            .count());
  }

  private boolean forget(String callSid) {
    analyses.remove(callSid);
    return rows.remove(callSid) != null;
  }

  private NavigableMap<Integer, Row> rowsOf(String callSid) {
    return rows.getOrDefault(callSid, new TreeMap<>());
  }

  private CallFile file(String callSid) {
    var last = new LinkedHashMap<Object, Entry>();
    for (var row : rowsOf(callSid).values()) {
      var entry = codec.entry(row);
      var item = entry.content().item();
      last.put(item == null ? row.seq() : item, entry);
    }
    var order = Comparator.comparingDouble(Entry::place).thenComparingInt(Entry::seq);
    return new CallFile(callSid, last.values().stream().sorted(order).toList(), analysis(callSid));
  }

  private @Nullable Analysis analysis(String callSid) {
    var known = analyses.get(callSid);
    return known == null ? null : known.lastEntry().getValue();
  }

  /// Those whose beginning is known.
  private Stream<Story> stories() {
    return List.copyOf(rows.keySet()).stream()
        .map(callSid ->
            new Story(
                callSid,
                ends(callSid),
                List.copyOf(analyses.getOrDefault(callSid, new TreeMap<>()).values())))
        .filter(Story::hasBegun);
  }

  /// They have no words, sealed or not.
  private List<Entry> ends(String callSid) {
    return rowsOf(callSid).values().stream()
        .filter(row -> ENDS.contains(row.kind()))
        .map(row ->
            new Row(
                row.callSid(),
                row.seq(),
                row.place(),
                row.at(),
                row.kind(),
                null,
                row.facts(),
                NO_WORDS))
        .map(codec::entry)
        .toList();
  }

  private Stream<Story> stories(Period period) {
    return stories()
        .filter(story -> !story.began().isBefore(period.from()))
        .filter(story -> story.began().isBefore(period.to()));
  }

  private <T> Flux<T> askAll(Supplier<List<T>> answer) {
    return ask(answer).flatMapIterable(all -> all);
  }

  private <T> Mono<T> ask(Supplier<T> answer) {
    return Mono.defer(() -> {
      synchronized (this) {
        asked++;
        if (silent) {
          return Mono.never();
        }
        return failure == null ? Mono.just(answer.get()) : Mono.error(failure.get());
      }
    });
  }
}
