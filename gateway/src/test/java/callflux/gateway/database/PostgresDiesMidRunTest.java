package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Whoever sends rows until they are kept finds them kept once, whatever happened to the server.
class PostgresDiesMidRunTest {
  private static final int BATCHES = 200;
  private static final int CALLS_IN_ONE = 5;
  private static final int ENTRIES = 12;

  @Test
  void killedTwiceAndNothingIsLostOrKeptTwice() throws Exception {
    try (var server = PostgresServer.start()) {
      var database = Place.openIn(server.config("postgres"), Patience.DAILY);
      var begun = new CountDownLatch(50);
      var begunAgain = new CountDownLatch(120);
      var sending =
          Flux.range(0, BATCHES)
              .concatMap(batch ->
                  kept(database, rowsOf(batch))
                      .doOnSuccess(_ -> {
                        begun.countDown();
                        begunAgain.countDown();
                      }))
              .then()
              .toFuture();

      begun.await();
      server.kill();
      server.restart();
      begunAgain.await();
      server.kill();
      server.restart();
      sending.get();

      assertThat(server.number("postgres", "select count(*) from entry"))
          .isEqualTo(BATCHES * CALLS_IN_ONE * ENTRIES);
      assertThat(server.number("postgres", "select count(*) from call"))
          .isEqualTo(BATCHES * CALLS_IN_ONE);
      assertThat(server.number("postgres", "select count(*) from call_end"))
          .isEqualTo(BATCHES * CALLS_IN_ONE);
      database.close().block(LONG);
    }
  }

  /// As the gateway does, but in more of a hurry.
  private static Mono<Void> kept(Database database, List<Row> rows) {
    return database
        .add(rows)
        .retryWhen(
            Retry.fixedDelay(600, Duration.ofMillis(50))
                .filter(e ->
                    e instanceof ArchiveFailure failure && failure.verdict() == Verdict.PASSING));
  }

  private static List<Row> rowsOf(int batch) {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < CALLS_IN_ONE; i++) {
      rows.addAll(rows(Samples.call(sid(batch * CALLS_IN_ONE + i), MORNING, ENTRIES)));
    }
    return rows;
  }
}
