package callflux.gateway.database;

import io.r2dbc.spi.Connection;
import java.util.function.Function;
import javax.sql.DataSource;
import reactor.core.publisher.Mono;

/// A database of some kind, and how it is reached. Nothing here blocks whoever asks.
sealed interface Engine permits PostgresEngine, H2Engine {

  /// Does something with a connection, which is given back afterwards, or done away with if it
  /// failed: nothing that was not committed stays.
  <T> Mono<T> use(Function<Connection, Mono<T>> work);

  /// The same as the owner, for what may take its time.
  <T> Mono<T> useAtLeisure(Function<Connection, Mono<T>> work);

  /// Puts what was committed where it outlives this machine's power, if committing does not.
  Mono<Void> settle(Connection connection);

  /// A parameter of a statement that is text and meant as JSON.
  String json(String parameter);

  /// The owner's connections for who knows nothing of streams.
  DataSource dataSource();

  /// Whether it runs in this JVM, which is slow at whatever it does for the first time.
  boolean isWithin();

  /// Names the folder with its migrations.
  String label();

  /// Gives up all connections.
  Mono<Void> close();

  /// All of something, or nothing of it.
  static <T> Mono<T> inTransaction(Connection connection, Mono<T> work) {
    return Mono.from(connection.beginTransaction())
        .then(work)
        .flatMap(done -> Mono.from(connection.commitTransaction()).thenReturn(done));
  }
}
