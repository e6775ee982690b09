package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.Row;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class SlowServerPassesTest {
  /// So that a test takes no longer than it must.
  private static final Patience SHORT =
      new Patience(
          Duration.ofMillis(200),
          Duration.ofMillis(700),
          Duration.ofMillis(400),
          Duration.ofMillis(1_500));

  private static final String OURS =
      "select count(*) from pg_stat_activity where application_name = 'callflux'";

  private static final List<Row> ROWS = rows(Samples.call(sid(1), MORNING, 5));

  @Test
  void aLockedTableIsTriedAgainLater() throws Exception {
    var server = PostgresServer.shared();
    var name = server.database();
    var database = Place.openIn(server.config(name), SHORT);
    database.migrate().block(LONG);
    try (var connection = server.connect(name);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table entry in access exclusive mode");
      assertThat(Verdicts.of(database.add(ROWS))).isEqualTo(Verdict.PASSING);
      assertThat(Verdicts.of(database.call(sid(1)))).isEqualTo(Verdict.PASSING);
      // The server gave the statements up, too: nobody queues for the lock.
      assertThat(server.number("postgres", waiting(name))).isZero();
      connection.rollback();
    }
    database.add(ROWS).block(LONG);
    assertThat(server.number(name, "select count(*) from entry")).isEqualTo(5);
    database.close().block(LONG);
  }

  @Test
  void statementsThatTakeTooLongAreTriedAgainLater() throws Exception {
    var server = PostgresServer.shared();
    var name = server.database();
    var database = Place.openIn(server.config(name), SHORT);
    database.migrate().block(LONG);
    server.sql(
        name,
        "create function slow() returns trigger language plpgsql as"
            + " $$ begin perform pg_sleep(5); return new; end $$",
        "create trigger slow before insert on entry for each statement execute function slow()");
    assertThat(Verdicts.of(database.add(ROWS))).isEqualTo(Verdict.PASSING);
    server.sql(name, "drop trigger slow on entry");
    database.add(ROWS).block(LONG);
    database.close().block(LONG);
  }

  @Test
  void whoFindsAllConnectionsTakenWaitsForATurnAndThenTriesAgain() throws Exception {
    var server = PostgresServer.shared();
    var name = server.database();
    var database = Place.openIn(server.config(name), SHORT);
    database.migrate().block(LONG);
    try (var connection = server.connect(name);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table entry in access exclusive mode");
      var verdicts =
          Flux.range(0, 40)
              .flatMap(_ -> Flux.defer(() -> database.call(sid(1))).materialize(), 40)
              .collectList()
              .block(LONG);
      assertThat(Objects.requireNonNull(verdicts))
          .hasSize(40)
          .allSatisfy(told ->
              assertThat(Failures.of(Objects.requireNonNull(told.getThrowable())).verdict())
                  .isEqualTo(Verdict.PASSING));
      connection.rollback();
    }
    database.add(ROWS).block(LONG);
    database.close().block(LONG);
  }

  @Test
  void aServerThatAnswersNothingIsGivenUp() throws Exception {
    try (var server = PostgresServer.start()) {
      var database = Place.openIn(server.config("postgres"), SHORT);
      database.add(rows(Samples.call(sid(2), MORNING, 5))).block(LONG);
      server.freeze();
      for (int i = 0; i < 6; i++) {
        assertThat(Verdicts.of(database.add(ROWS))).isEqualTo(Verdict.PASSING);
      }
      server.thaw();
      database.add(ROWS).block(LONG);
      assertThat(server.number("postgres", "select count(*) from entry")).isEqualTo(10);
      // Those that were let in too late are closed, and not kept open for ever.
      Flux.interval(Duration.ofMillis(50))
          .onBackpressureDrop()
          .publishOn(Schedulers.boundedElastic())
          .concatMap(_ -> Mono.fromCallable(() -> server.number("postgres", OURS)))
          .filter(connections -> connections <= 1)
          .blockFirst(LONG);
      database.close().block(LONG);
    }
  }

  private static String waiting(String database) {
    return "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = '"
        + database
        + "'";
  }
}
