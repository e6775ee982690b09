package callflux.gateway.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Statements run.
final class Statements {
  private Statements() {}

  /// Runs one that changes something.
  ///
  /// @return how many rows it was
  static Mono<Long> run(Connection connection, String sql, Values values) {
    return Mono.defer(() ->
        Flux.from(statement(connection, sql, values).execute())
            .flatMap(result -> Mono.from(result.getRowsUpdated()))
            .reduce(0L, Long::sum));
  }

  /// Runs one that asks, and takes all its rows before anybody looks at one: a connection waits for
  /// no reader.
  static <T> Mono<List<T>> ask(
      Connection connection, String sql, Values values, Function<Readable, T> reader) {
    return Mono.defer(() ->
        Flux.from(statement(connection, sql, values).execute())
            .concatMap(result -> Flux.from(result.map(reader)))
            .collectList());
  }

  private static Statement statement(Connection connection, String sql, Values values) {
    var statement = connection.createStatement(sql);
    values.bindTo(statement);
    return statement;
  }
}
