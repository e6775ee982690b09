package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Period;
import callflux.gateway.archive.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/// Ten thousand calls of ten entries each, as they wait when a database was away: all are kept. It
/// prints how long that took, and how long their statistics take.
@Tag("long")
class BacklogIsShippedTest {
  private static final int CALLS = 10_000;
  private static final int ENTRIES = 10;
  private static final int BATCH = 500;

  /// Of them somebody has read so many: they come one by one.
  private static final int READ = 1_000;

  private static final Period DAYS =
      new Period(MORNING.minus(Duration.ofDays(91)), MORNING.plus(Duration.ofDays(1)));

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  @Timeout(300)
  void aHundredThousandRows(Place place) throws Exception {
    var random = new Random(1);
    var backlog = new ArrayList<Row>();
    for (int i = 0; i < CALLS; i++) {
      var began = MORNING.minusSeconds(random.nextInt(90 * 86_400));
      backlog.addAll(rows(Samples.call(sid(i), began, ENTRIES)));
    }
    try (var kept = place.open(directory)) {
      var database = kept.database();
      database.migrate().block(LONG);
      long began = System.nanoTime();
      Flux.fromIterable(batches(backlog)).concatMap(database::add).blockLast(LONG.multipliedBy(4));
      long shipped = System.nanoTime();
      assertThat(kept.number("select count(*) from entry")).isEqualTo(CALLS * ENTRIES);
      Flux.range(0, READ)
          .flatMap(i -> database.add(Samples.found(sid(i), 1, 0.5, i % 101)), 4)
          .blockLast(LONG.multipliedBy(4));
      long read = System.nanoTime();
      database.days(DAYS).collectList().block(LONG);
      long first = System.nanoTime();
      assertThat(database.days(DAYS).collectList().block(LONG)).hasSizeBetween(85, 92);
      long again = System.nanoTime();
      assertThat(database.calls(DAYS, 100).collectList().block(LONG)).hasSize(100);
      long listed = System.nanoTime();
      System.out.printf(
          "%s: %,d rows in %,d ms; %,d analyses in %,d ms; days of %,d calls in %,d ms, again in"
              + " %,d ms; the last 100 calls in %,d ms%n",
          place,
          backlog.size(),
          millis(began, shipped),
          READ,
          millis(shipped, read),
          CALLS,
          millis(read, first),
          millis(first, again),
          millis(again, listed));
    }
  }

  private static List<List<Row>> batches(List<Row> rows) {
    var batches = new ArrayList<List<Row>>();
    for (int from = 0; from < rows.size(); from += BATCH) {
      batches.add(rows.subList(from, from + BATCH));
    }
    return batches;
  }

  private static long millis(long from, long to) {
    return (to - from) / 1_000_000;
  }
}
