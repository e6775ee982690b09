package callflux.gateway.database;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/// A PostgreSQL server. Its sockets are on an event loop of their own: calls share nothing with it.
final class PostgresEngine implements Engine {
  private static final int CONNECTIONS = 4;
  private static final Duration STOPPING = Duration.ofSeconds(2);

  private final PostgresUrl owner;
  private final LoopResources loops = LoopResources.create("database", 1, true);
  private final PostgresPool daily;
  private final PostgresPool atLeisure;

  /// Connects to nobody yet.
  PostgresEngine(PostgresUrl url, PostgresUrl owner, Patience patience) {
    this.owner = owner;
    this.daily = new PostgresPool(url, CONNECTIONS, patience, loops);
    this.atLeisure = new PostgresPool(owner, 1, Patience.AT_LEISURE, loops);
  }

  @Override
  public <T> Mono<T> use(Function<Connection, Mono<T>> work) {
    return daily.use(work);
  }

  @Override
  public <T> Mono<T> useAtLeisure(Function<Connection, Mono<T>> work) {
    return atLeisure.use(work);
  }

  /// A commit does, unless the server is told otherwise.
  @Override
  public Mono<Void> settle(Connection connection) {
    return Mono.empty();
  }

  @Override
  public String json(String parameter) {
    return "cast(" + parameter + " as json)";
  }

  @Override
  public DataSource dataSource() {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {owner.host()});
    source.setPortNumbers(new int[] {owner.port()});
    source.setDatabaseName(owner.database());
    source.setUser(owner.user());
    var password = owner.password();
    if (password != null) {
      source.setPassword(password.value());
    }
    source.setSslMode(owner.sslMode());
    var root = owner.rootCertificate();
    if (root != null) {
      source.setSslRootCert(root.toString());
    } else if (owner.verifies()) {
      source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    source.setApplicationName("callflux");
    source.setConnectTimeout((int) Patience.AT_LEISURE.connect().toSeconds());
    source.setSocketTimeout((int) Patience.AT_LEISURE.whole().toSeconds());
    return source;
  }

  @Override
  public boolean isWithin() {
    return false;
  }

  @Override
  public String label() {
    return "postgresql";
  }

  @Override
  public Mono<Void> close() {
    return Mono.whenDelayError(daily.close(), atLeisure.close())
        .then(loops.disposeLater(Duration.ZERO, STOPPING));
  }
}
