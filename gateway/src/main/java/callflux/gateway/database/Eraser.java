package callflux.gateway.database;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Forgets calls: each of them whole.
final class Eraser {
  private static final int AT_ONCE = 500;

  private static final String OLDEST =
      "select sid from call where began < $1 order by began, sid limit $2";

  /// Tables with a call's rows, beside its own.
  private static final List<String> PARTS = List.of("analysis", "entry", "call_end");

  private Eraser() {}

  /// Forgets a call.
  ///
  /// @return whether there was one
  static Mono<Boolean> erase(Connection connection, String callSid) {
    return Engine.inTransaction(connection, delete(connection, List.of(callSid)))
        .map(rows -> rows > 0);
  }

  /// Forgets some of the calls that began before an instant, the oldest first.
  ///
  /// @return how many; none if there were no more
  static Mono<Long> eraseSome(Connection connection, Instant began) {
    var values = new Values().instant(began).number(AT_ONCE);
    return Statements.ask(
            connection, OLDEST, values, row -> requireNonNull(row.get(0, String.class)))
        .flatMap(sids ->
            sids.isEmpty()
                ? Mono.just(0L)
                : Engine.inTransaction(connection, delete(connection, sids))
                    .thenReturn((long) sids.size()));
  }

  /// Forgets what is left of calls whose first row was lost.
  static Mono<Long> eraseRemnants(Connection connection, Instant began) {
    return Engine.inTransaction(
        connection,
        Flux.fromIterable(PARTS)
            .concatMap(part ->
                Statements.run(
                    connection,
                    "delete from "
                        + part
                        + " where at < $1 and not exists (select 1 from call c where c.sid = "
                        + part
                        + ".call_sid)",
                    new Values().instant(began)))
            .reduce(0L, Long::sum));
  }

  private static Mono<Long> delete(Connection connection, List<String> sids) {
    var parameters =
        IntStream.rangeClosed(1, sids.size())
            .mapToObj(i -> "$" + i)
            .collect(Collectors.joining(", ", " in (", ")"));
    return Flux.fromIterable(PARTS)
        .map(part -> "delete from " + part + " where call_sid" + parameters)
        .concatWithValues("delete from call where sid" + parameters)
        .concatMap(sql -> {
          var values = new Values();
          sids.forEach(values::name);
          return Statements.run(connection, sql, values);
        })
        .reduce(0L, Long::sum);
  }
}
