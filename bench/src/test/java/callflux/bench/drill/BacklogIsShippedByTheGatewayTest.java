package callflux.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Sealer;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import callflux.gateway.journal.Journal;
import callflux.gateway.journal.JournalConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A hundred thousand turns have been said while there was no database: when there is one, they are
/// all in it, and how long that took is printed.
class BacklogIsShippedByTheGatewayTest {
  private static final int CALLS = 2_000;
  private static final int TURNS = 50;

  /// With a beginning and an end each.
  private static final long ROWS = CALLS * (TURNS + 2L);

  /// So long that the gateway tries as seldom as it ever does.
  private static final Duration OUTAGE = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private final EntryCodec codec = new EntryCodec(Sealer.NONE);

  @Test
  @Tag("long")
  @Timeout(480)
  void whenTheDatabaseIsBack() throws Exception {
    write(folder.resolve("data").resolve("journal"));
    try (var postgres = new Postgres(folder.resolve("postgres"));
        var gateway = new DrilledGateway(folder, "ws://127.0.0.1:9/v1/realtime", postgres.url())) {
      postgres.stop();
      gateway.start();
      gateway.ready();
      Mono.delay(OUTAGE).block();
      postgres.start();
      long back = System.nanoTime();
      rows(1, postgres);
      long first = System.nanoTime();
      rows(ROWS, postgres);
      long last = System.nanoTime();

      System.out.printf(
          Locale.ROOT,
          "%d turns of %d calls were all there %.1f s after the database was back, %.1f s after the"
              + " first%n",
          CALLS * TURNS,
          CALLS,
          (last - back) / 1e9,
          (last - first) / 1e9);
      try (var database = postgres.connect()) {
        assertThat(Kept.size(database)).isEqualTo(new Kept.Size(ROWS, 0));
      }
    }
  }

  /// Until there are so many.
  private static void rows(long many, Postgres postgres) {
    Objects.requireNonNull(
        Mono.fromCallable(() -> rows(postgres))
            .subscribeOn(Schedulers.boundedElastic())
            .onErrorComplete(SQLException.class) // there is no table yet
            .filter(rows -> rows >= many)
            .repeatWhenEmpty(times -> times.delayElements(Duration.ofMillis(100)))
            .block(PATIENCE));
  }

  private static long rows(Postgres postgres) throws SQLException {
    try (var database = postgres.connect()) {
      return Kept.size(database).rows();
    }
  }

  private void write(Path directory) throws IOException {
    var journal = Journal.open(JournalConfig.in(directory), new SimpleMeterRegistry());
    for (int call = 0; call < CALLS; call++) {
      var callSid = String.format(Locale.ROOT, "CA%032x", call);
      append(journal, callSid, 0, began(journal.instance()));
      for (int turn = 1; turn <= TURNS; turn++) {
        append(journal, callSid, turn, spoke(turn));
      }
      append(journal, callSid, TURNS + 1, ended());
      journal.flush().block(PATIENCE);
    }
    journal.close(PATIENCE);
  }

  private void append(Journal journal, String callSid, int seq, Content content) {
    var entry = new Entry(callSid, seq, seq, Instant.now(), content);
    assertThat(journal.append(() -> codec.bytes(codec.row(entry)))).isTrue();
  }

  private static Content began(String instance) {
    return new Began(instance, "other", "drilled", "v1", "0".repeat(32), "+1…01");
  }

  private static Content spoke(int turn) {
    return turn % 2 == 1
        ? new CallerSpoke("u" + turn, "I would like to book a cleaning on Tuesday at ten, please")
        : new AgentSpoke(
            "a" + turn, "Certainly. Tuesday at ten is free. Shall I book it", " for you?");
  }

  private static Content ended() {
    return new Ended(
        Termination.CALLER_HUNG_UP,
        new CallSummary(Duration.ofMinutes(3), TURNS, 0, TURNS / 2, 9_000, 6_000),
        12_000,
        new TokenCount(900, 0, 4_000, 300, 2_500),
        Timings.NONE);
  }
}
