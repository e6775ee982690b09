package callflux.gateway.database;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/// A few connections to a server, made when they are needed.
final class PostgresPool {
  /// So that a restarted server, or a changed address, is not missed for long.
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(1);

  /// As many as an operation has, and some sizes of batches.
  private static final int STATEMENTS = 32;

  private final Patience patience;
  private final InstrumentedPool<Connection> pool;

  PostgresPool(PostgresUrl url, int most, Patience patience, LoopResources loops) {
    this.patience = patience;
    var factory = new PostgresqlConnectionFactory(configuration(url, patience, loops));
    this.pool =
        PoolBuilder.from(connecting(factory).timeout(patience.connect()))
            .sizeBetween(0, most)
            .idleResourceReuseMruOrder()
            .evictionPredicate((connection, lent) ->
                lent.idleTime() >= LONGEST_IDLE.toMillis() || !isOpen(connection))
            .evictInBackground(LONGEST_IDLE)
            .destroyHandler(connection -> Mono.from(connection.close()))
            .buildPool();
  }

  private static PostgresqlConnectionConfiguration configuration(
      PostgresUrl url, Patience patience, LoopResources loops) {
    var password = url.password();
    var configuration =
        PostgresqlConnectionConfiguration.builder()
            .applicationName("callflux")
            .host(url.host())
            .port(url.port())
            .database(url.database())
            .username(url.user())
            // Without one, the server says that there is one missing.
            .password(password == null ? "" : password.value())
            .sslMode(SSLMode.fromValue(url.sslMode()))
            .connectTimeout(patience.connect())
            .tcpKeepAlive(true)
            .preparedStatementCacheQueries(STATEMENTS)
            .options(Map.of("statement_timeout", String.valueOf(patience.statement().toMillis())))
            .loopResources(loops);
    var root = url.rootCertificate();
    return (root == null ? configuration : configuration.sslRootCert(root.toString())).build();
  }

  /// The driver forgets a socket that is being let in when it is cancelled: a server that froze
  /// would have all of them when it goes on. So they are waited for, and closed.
  private static Mono<Connection> connecting(PostgresqlConnectionFactory factory) {
    return Detached.of(
        factory.create().cast(Connection.class), late -> Mono.from(late.close()).subscribe());
  }

  /// As far as is known here; nobody is asked.
  private static boolean isOpen(Connection connection) {
    var told = Mono.from(connection.validate(ValidationDepth.LOCAL)).toFuture();
    return Boolean.TRUE.equals(told.getNow(false));
  }

  /// The driver forgets the buffers of a statement that is cancelled before it is sent. So what has
  /// begun goes on when nobody waits for it any more, as long as it may take.
  <T> Mono<T> use(Function<Connection, Mono<T>> work) {
    return Detached.of(
        Mono.usingWhen(
                pool.acquire(patience.turn()),
                lent -> work.apply(lent.poolable()),
                PooledRef::release,
                (lent, _) -> lent.invalidate(),
                // A server that does not answer would not answer a rollback either.
                PooledRef::invalidate)
            .timeout(patience.whole()));
  }

  Mono<Void> close() {
    return pool.disposeLater();
  }
}
