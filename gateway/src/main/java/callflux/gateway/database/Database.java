package callflux.gateway.database;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Archive;
import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.CallLine;
import callflux.gateway.archive.DayLine;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Period;
import callflux.gateway.archive.Row;
import callflux.gateway.archive.Sealer;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Keeps calls in a database.
///
/// It need not be there: until it is, and its tables are, every operation fails with an
/// [ArchiveFailure] and nothing else.
public final class Database implements Archive {
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 1_000;
  private static final int IDLE_SECONDS = 60;

  /// The longest look is eleven days back; a thousand calls are enough for all of it to be
  /// compiled.
  private static final int DOUBLINGS = 9;

  private static final int FEW = 25;
  private static final Duration REHEARSAL = Duration.ofMillis(500);

  /// Tables that are half made are not left, as far as that goes.
  private static final Duration MAKING = Duration.ofSeconds(5);

  private final Engine engine;
  private final Scheduler scheduler;
  private final Schema schema;
  private final RowWriter rows;
  private final Analyses analyses;
  private final CallReader reader;
  private final Operations operations;

  private Database(
      Engine engine, Scheduler scheduler, EntryCodec codec, Sealer sealer, MeterRegistry meters) {
    this.engine = engine;
    this.scheduler = scheduler;
    this.schema = new Schema(engine, scheduler);
    this.rows = new RowWriter(codec, engine::json);
    this.analyses = new Analyses(sealer);
    this.reader = new CallReader(codec, analyses);
    this.operations = new Operations(schema, meters);
  }

  /// Whether the libraries that it needs are on the class path: they are left out of the runnable
  /// jar, and lie beside it.
  public static boolean canBeHad() {
    var needed =
        List.of(
            "io.r2dbc.spi.Connection",
            "io.r2dbc.postgresql.PostgresqlConnectionFactory",
            "io.r2dbc.h2.H2ConnectionFactory",
            "org.flywaydb.core.Flyway",
            "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
            "org.h2.jdbcx.JdbcDataSource",
            "org.postgresql.ds.PGSimpleDataSource");
    return needed.stream().allMatch(Database::isThere);
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, Database.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }

  /// One that connects when it is asked for something.
  ///
  /// @param codec reads and writes entries
  /// @param sealer seals what is found in calls, as the codec seals what was said
  public static Database open(
      DatabaseConfig config, EntryCodec codec, Sealer sealer, MeterRegistry meters) {
    return open(config, codec, sealer, meters, Patience.DAILY);
  }

  static Database open(
      DatabaseConfig config,
      EntryCodec codec,
      Sealer sealer,
      MeterRegistry meters,
      Patience patience) {
    var scheduler =
        Schedulers.newBoundedElastic(THREADS, MOST_WAITING, "database", IDLE_SECONDS, true);
    var server = config.server();
    var owners = config.ownersServer();
    var engine =
        server == null || owners == null
            ? new H2Engine(config.directory(), scheduler)
            : new PostgresEngine(server, owners, patience);
    return new Database(engine, scheduler, codec, sealer, meters);
  }

  /// Completes once the tables are there, as they are before anything else is done; makes them if
  /// they are missing. Fails with [ArchiveFailure].
  public Mono<Void> migrate() {
    return schema.ready().onErrorMap(Failures::of);
  }

  /// Asks for what the statistics page asks for, of more and more hours, so that H2 does not run in
  /// the JVM's interpreter when somebody opens the page. Asks for no more once half a second has
  /// gone by since its tables were there, and nothing of a server. Never fails.
  ///
  /// @param now how long ago calls began is counted from here
  public Mono<Void> rehearse(Instant now) {
    if (!engine.isWithin()) {
      return Mono.empty();
    }
    var looks =
        Flux.range(0, DOUBLINGS)
            .map(doublings -> new Period(now.minus(Duration.ofHours(1L << doublings)), now))
            .concatMap(period -> days(period).then(calls(period, FEW).count()))
            .timed()
            .takeUntil(look -> look.elapsedSinceSubscription().compareTo(REHEARSAL) > 0);
    return migrate().thenMany(looks).onErrorComplete(ArchiveFailure.class).then();
  }

  /// Gives up all connections: for when nothing is asked any more.
  public Mono<Void> close() {
    // To end a scheduler waits for a lock, which the event loop that closed the last connection may
    // not.
    return schema
        .idle()
        .timeout(MAKING)
        .onErrorComplete()
        .then(engine.close())
        .onErrorComplete()
        .then(scheduler.disposeGracefully().subscribeOn(Schedulers.boundedElastic()));
  }

  @Override
  public Mono<Void> add(List<Row> batch) {
    if (batch.isEmpty()) {
      return Mono.empty();
    }
    return operations
        .run("add", () -> engine.use(c -> rows.write(c, batch).flatMap(n -> settled(c, n))))
        .then();
  }

  @Override
  public Mono<Void> add(Analysis analysis) {
    return operations
        .run(
            "analysis",
            () -> engine.use(c -> analyses.write(c, analysis).flatMap(n -> settled(c, n))))
        .then();
  }

  private Mono<Long> settled(Connection connection, long rowsWritten) {
    return engine.settle(connection).thenReturn(rowsWritten);
  }

  @Override
  public Mono<CallFile> call(String callSid) {
    return operations.run("call", () -> engine.use(c -> reader.call(c, callSid)));
  }

  @Override
  public Flux<CallLine> calls(Period period, int most) {
    return operations
        .run("calls", () -> engine.use(c -> Statistics.calls(c, period, most)))
        .flatMapIterable(lines -> lines);
  }

  @Override
  public Flux<CallLine> callsTo(String number, Period period, int most) {
    return operations
        .run("calls_to", () -> engine.use(c -> Statistics.callsTo(c, number, period, most)))
        .flatMapIterable(lines -> lines);
  }

  @Override
  public Flux<DayLine> days(Period period) {
    return operations
        .run("days", () -> engine.use(c -> Statistics.days(c, period)))
        .flatMapIterable(lines -> lines);
  }

  @Override
  public Flux<String> unread(Instant endedSince, int attempts, int most) {
    return operations
        .run("unread", () -> engine.use(c -> Worklists.unread(c, endedSince, attempts, most)))
        .flatMapIterable(sids -> sids);
  }

  @Override
  public Flux<String> unended(String instance, Instant began) {
    return operations
        .run("unended", () -> engine.use(c -> Worklists.unended(c, instance, began)))
        .flatMapIterable(sids -> sids);
  }

  @Override
  public Mono<Integer> next(String callSid) {
    return operations.run("next", () -> engine.use(c -> reader.next(c, callSid)));
  }

  @Override
  public Mono<Boolean> erase(String callSid) {
    return operations.run("erase", () -> engine.useAtLeisure(c -> Eraser.erase(c, callSid)));
  }

  /// Some at a time, each of them whole.
  @Override
  public Mono<Long> eraseBefore(Instant began) {
    var some = operations.run("erase", () -> engine.useAtLeisure(c -> Eraser.eraseSome(c, began)));
    var remnants =
        operations.run("erase", () -> engine.useAtLeisure(c -> Eraser.eraseRemnants(c, began)));
    return some.expand(erased -> erased == 0 ? Mono.empty() : some)
        .reduce(0L, Long::sum)
        .flatMap(erased -> remnants.thenReturn(erased));
  }
}
