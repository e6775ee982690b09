package callflux.gateway.database;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/// The tables: looked at before they are used, and made where they are missing.
///
/// Whoever may only insert and select finds them there, or fails with word of what to do. Several
/// gateways may start at once: one makes them, and the others wait.
final class Schema {
  /// The last migration of either folder.
  static final String VERSION = "2";

  private static final int TRIES = 5;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final String IS_THERE =
      "select count(*) from \"flyway_schema_history\" where version = $1 and success";

  private final Engine engine;
  private final Scheduler scheduler;
  private final AtomicInteger doubts = new AtomicInteger();
  private final Mono<Integer> made;
  private volatile Mono<Void> making = Mono.empty();

  /// @param scheduler for what blocks
  Schema(Engine engine, Scheduler scheduler) {
    this.engine = engine;
    this.scheduler = scheduler;
    this.made =
        Mono.defer(() -> make(doubts.get())).cacheInvalidateIf(doubt -> doubt != doubts.get());
  }

  /// Completes once the tables are there; after that, at once.
  Mono<Void> ready() {
    return made.then();
  }

  /// Completes when nobody makes any just now.
  Mono<Void> idle() {
    return Mono.defer(() -> making);
  }

  /// Has it looked at again: somebody missed something.
  void doubt() {
    doubts.incrementAndGet();
  }

  private Mono<Integer> make(int doubt) {
    return engine
        .use(Schema::isThere)
        .onErrorResume(e -> isMissing(e) ? Mono.just(false) : Mono.error(e))
        .flatMap(there -> there ? Mono.just(doubt) : migrate().thenReturn(doubt));
  }

  private static Mono<Boolean> isThere(Connection connection) {
    return Statements.ask(
            connection,
            IS_THERE,
            new Values().text(VERSION),
            row -> requireNonNull(row.get(0, Long.class)))
        .map(counts -> counts.getFirst() > 0);
  }

  /// It is not there, or this role may not look.
  private static boolean isMissing(Throwable failure) {
    var state = Failures.state(failure);
    return state != null && state.startsWith("42");
  }

  private Mono<Void> migrate() {
    return Mono.defer(() -> {
      var once = Mono.<Void>fromRunnable(this::flyway).subscribeOn(scheduler);
      var work =
          once.retryWhen(
                  Retry.backoff(TRIES, PAUSE)
                      .scheduler(scheduler)
                      .filter(Schema::isOvertaken)
                      .onRetryExhaustedThrow((_, last) -> last.failure()))
              .cache();
      making = work.onErrorComplete();
      return Detached.of(work);
    });
  }

  /// Beside tables of others Flyway begins a history before it takes its lock: of several that do,
  /// all but one find it begun and empty.
  private static boolean isOvertaken(Throwable failure) {
    return failure instanceof FlywayException && Failures.state(failure) == null;
  }

  private void flyway() {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(engine.dataSource())
        .locations("classpath:callflux/database/" + engine.label())
        // Others may have tables of theirs in this database.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .loggers("slf4j")
        .load()
        .migrate();
  }
}
