package callflux.gateway;

import callflux.gateway.analysis.AfterCall;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.Keeper;
import callflux.gateway.database.Database;
import callflux.gateway.history.HistoryRoutes;
import callflux.gateway.journal.Journal;
import callflux.gateway.journal.JournalConfig;
import callflux.gateway.transcript.Orphans;
import callflux.gateway.transcript.Pen;
import callflux.gateway.transcript.Pseudonyms;
import callflux.gateway.transcript.Recorder;
import callflux.gateway.transcript.Retention;
import callflux.gateway.transcript.Shipper;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRoutes;

/// Keeps what is said in a gateway's calls: from the journal to the database, to whoever reads it
/// there.
final class Archiving implements Companion {
  private static final Logger log = LoggerFactory.getLogger(Archiving.class);

  /// What was said last is in the journal by then, or the disk is broken.
  private static final Duration WRITING = Duration.ofSeconds(5);

  /// What has not come to the database by then is in the journal, for the next start.
  private static final Duration SHIPPING = Duration.ofSeconds(5);

  private final Way way;
  private final List<CallListener> listeners;
  private final HistoryRoutes history;
  private final Disposable work;

  private Archiving(Way way, List<CallListener> listeners, HistoryRoutes history, Disposable work) {
    this.way = way;
    this.listeners = listeners;
    this.history = history;
    this.work = work;
  }

  /// The way that everything that was said goes.
  private record Way(Journal journal, Shipper shipper, Database database) {}

  /// Keeps calls as is configured.
  ///
  /// @throws IOException if there is nowhere to keep the journal
  static Companion join(Surroundings gateway) throws IOException {
    var config = gateway.config().archive();
    if (config == null) {
      return List::of;
    }
    if (!Database.canBeHad()) {
      log.atWarn()
          .addKeyValue("missing", "database/*.jar")
          .log("nothing that is said is kept: put these beside the gateway's own jar");
      return List::of;
    }
    return begin(gateway, config);
  }

  private static Archiving begin(Surroundings gateway, ArchiveConfig config) throws IOException {
    var registry = gateway.registry();
    var clock = InstantSource.system();
    var sealer = config.sealer();
    var codec = new EntryCodec(sealer);
    var journal = Journal.open(JournalConfig.in(config.directory().resolve("journal")), registry);
    var pseudonyms =
        config.keys().isEmpty()
            ? Pseudonyms.keptIn(config.directory())
            : Pseudonyms.keyedBy(config.keys().getLast());
    var database = Database.open(config.database(), codec, sealer, registry);
    var shipper = new Shipper(journal.reader(), database, codec, config.directory(), registry);
    var pen = new Pen(journal, codec, registry);
    var recorder = new Recorder(pen, pseudonyms, gateway.usd(), clock);
    var readers = new AfterCall(database, config.analysis(), gateway.loops(), registry);
    var orphans = new Orphans(shipper, database, pen, recorder, clock.instant());
    var retention = new Retention(database, config.retention(), clock);
    var work =
        Flux.merge(
                alone("shipping", shipper.run()),
                alone("ending calls that were cut off", orphans.run()),
                alone("erasing old calls", retention.run()),
                alone("reading calls", readers.run()),
                alone("rehearsing statistics", database.rehearse(clock.instant())))
            .subscribe();
    var history = new HistoryRoutes(database, gateway.config().listen().ops().loopback());
    var listeners = List.of(recorder, new ReadSoon(readers));
    return new Archiving(new Way(journal, shipper, database), listeners, history, work);
  }

  /// None of these fails, as far as anybody knows. If one does, the others go on.
  private static Mono<Void> alone(String work, Mono<Void> run) {
    return run.onErrorResume(failure -> {
      log.atError()
          .addKeyValue("work", work)
          .addKeyValue("failure", failure.getClass().getName())
          .log("this is not done any more; restart the gateway, and report it");
      return Mono.empty();
    });
  }

  @Override
  public List<CallListener> listeners() {
    return listeners;
  }

  /// A call of which nothing could be kept is better taken by another gateway.
  @Override
  public Keeper keeper() {
    return () -> !way.journal().isTroubled();
  }

  @Override
  public void offer(HttpServerRoutes routes) {
    history.accept(routes);
  }

  @Override
  public Mono<Void> stop() {
    return way.journal()
        .flush()
        .timeout(WRITING)
        .onErrorComplete()
        .then(way.shipper().drained(SHIPPING))
        .then(Mono.fromRunnable(work::dispose))
        .then(
            Mono.<Void>fromRunnable(() -> way.journal().close(WRITING))
                .subscribeOn(Schedulers.boundedElastic()))
        .then(way.database().close())
        .onErrorResume(failure -> {
          log.atError().addKeyValue("failure", failure).log("transcripts were not closed in order");
          return Mono.empty();
        });
  }
}
