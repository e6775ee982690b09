package callflux.gateway.database;

import io.r2dbc.h2.H2Connection;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/// A file of H2. It blocks, so that all is done on a scheduler.
///
/// The file is closed a second after it was last used, so that a command can look into it beside a
/// gateway that runs; whoever finds it open waits a little.
final class H2Engine implements Engine {
  private static final String USER = "callflux";
  private static final String TAKEN = String.valueOf(ErrorCode.DATABASE_ALREADY_OPEN_1);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int TRIES = 50;

  private static final String SETTINGS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=1;LOCK_TIMEOUT=5000"
          // Its own hook would close it before what is left is written.
          + ";DB_CLOSE_ON_EXIT=FALSE"
          // A file with statements in it.
          + ";TRACE_LEVEL_FILE=0";

  private final String url;
  private final Scheduler scheduler;
  private final H2ConnectionFactory factory;
  private volatile boolean used;

  /// Opens no file yet.
  H2Engine(Path directory, Scheduler scheduler) {
    this.url = "file:" + directory.toAbsolutePath().resolve("transcripts") + SETTINGS;
    this.scheduler = scheduler;
    this.factory =
        new H2ConnectionFactory(
            H2ConnectionConfiguration.builder().url(url).username(USER).password("").build());
  }

  /// What has begun goes on when nobody waits for it any more: an interrupt would close the file
  /// under all others.
  @Override
  public <T> Mono<T> use(Function<Connection, Mono<T>> work) {
    Mono<T> whole =
        Mono.usingWhen(open(), work, Connection::close, (c, _) -> c.close(), Connection::close);
    return Detached.of(whole.subscribeOn(scheduler));
  }

  @Override
  public <T> Mono<T> useAtLeisure(Function<Connection, Mono<T>> work) {
    return use(work);
  }

  private Mono<H2Connection> open() {
    return Mono.defer(factory::create)
        .doOnNext(_ -> used = true)
        .retryWhen(
            Retry.fixedDelay(TRIES, BETWEEN_TRIES)
                .scheduler(scheduler)
                .filter(H2Engine::isTaken)
                .onRetryExhaustedThrow((_, last) -> last.failure()));
  }

  private static boolean isTaken(Throwable failure) {
    return TAKEN.equals(Failures.state(failure));
  }

  /// Committed is only in memory for a while, and then in the operating system's.
  @Override
  public Mono<Void> settle(Connection connection) {
    return Statements.run(connection, "checkpoint sync", new Values()).then();
  }

  @Override
  public String json(String parameter) {
    return parameter;
  }

  @Override
  public DataSource dataSource() {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:" + url);
    source.setUser(USER);
    source.setPassword("");
    return source;
  }

  @Override
  public boolean isWithin() {
    return true;
  }

  @Override
  public String label() {
    return "h2";
  }

  @Override
  public Mono<Void> close() {
    return Mono.defer(
        () -> used ? use(c -> Statements.run(c, "shutdown", new Values())).then() : Mono.empty());
  }
}
