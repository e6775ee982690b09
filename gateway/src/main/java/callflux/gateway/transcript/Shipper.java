package callflux.gateway.transcript;

import callflux.gateway.archive.Archive;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Row;
import callflux.gateway.journal.JournalReader;
import callflux.gateway.journal.Written;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Brings what is in the journal to the archive, in order, and confirms it to the journal when it
/// is there. What the archive can't take, ever, is kept as a dead letter, and the rest goes on.
public final class Shipper {
  /// As many rows go in one statement.
  static final int BATCH = 500;

  private static final Logger log = LoggerFactory.getLogger(Shipper.class);

  /// So often an idle journal is looked at, whether or not it tells that there is more.
  private static final Duration IDLE = Duration.ofMillis(250);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final JournalReader journal;
  private final Archive archive;
  private final EntryCodec codec;
  private final DeadLetters dead;
  private final Attempts attempts;
  private final ShippingMeters meters;
  private final Disk disk = new Disk();

  /// Times that it was begun to read the journal.
  private final AtomicLong reads = new AtomicLong();

  /// The last of them that found nothing.
  private volatile long foundNothing;

  /// @param directory where dead letters are kept
  public Shipper(
      JournalReader journal,
      Archive archive,
      EntryCodec codec,
      Path directory,
      MeterRegistry registry) {
    this.journal = journal;
    this.archive = archive;
    this.codec = codec;
    this.dead = new DeadLetters(directory);
    this.attempts = new Attempts(registry);
    this.meters = new ShippingMeters(registry);
  }

  /// Ships until it is cancelled. Subscribed once.
  public Mono<Void> run() {
    return Mono.defer(this::step).repeat().then();
  }

  /// Completes when all is shipped that was on disk when this was subscribed, and whatever came
  /// meanwhile; or when patience ends, and the rest is left for the next start.
  public Mono<Void> drained(Duration patience) {
    return emptied()
        .timeout(
            patience,
            Mono.fromRunnable(() ->
                log.atWarn()
                    .log("the database does not have all that was said; the journal keeps it")));
  }

  /// Completes when nothing is left to ship.
  Mono<Void> emptied() {
    return Mono.defer(() -> {
      long now = reads.get();
      return Flux.interval(Duration.ZERO, LOOK)
          .onBackpressureDrop()
          .filter(_ -> foundNothing > now)
          .next()
          .then();
    });
  }

  /// Asks the archive for something until it has done it.
  <T> Mono<T> ask(Mono<T> asked) {
    return attempts.untilDone(asked);
  }

  private Mono<Void> step() {
    long read = reads.incrementAndGet();
    return disk.get(() -> journal.read(BATCH))
        .flatMap(records -> records.isEmpty() ? rest(read) : ship(records));
  }

  private Mono<Void> rest(long read) {
    foundNothing = read;
    meters.waits(null);
    return journal.more().timeout(IDLE, Mono.empty());
  }

  private Mono<Void> ship(List<Written> records) {
    var parcels = records.stream().map(record -> Parcel.of(record, codec)).toList();
    rows(parcels).stream().map(Row::at).findFirst().ifPresent(meters::waits);
    return send(parcels);
  }

  private Mono<Void> send(List<Parcel> parcels) {
    var rows = rows(parcels);
    if (rows.size() < parcels.size()) {
      return apart(parcels, "it is no entry");
    }
    return attempts
        .untilDone(archive.add(rows))
        .then(confirm(parcels))
        .doOnSuccess(_ -> meters.shipped(rows.size()))
        .onErrorResume(Attempts::isPoison, poison -> apart(parcels, Attempts.why(poison)));
  }

  /// One of them can't be shipped: which, is found by halves.
  private Mono<Void> apart(List<Parcel> parcels, String why) {
    if (parcels.size() == 1) {
      return bury(parcels.getFirst(), why).then(confirm(parcels));
    }
    int half = parcels.size() / 2;
    return send(parcels.subList(0, half))
        .then(Mono.defer(() -> send(parcels.subList(half, parcels.size()))));
  }

  private Mono<Void> bury(Parcel parcel, String why) {
    return disk.run(() -> dead.bury(parcel.deadLetter()))
        .doOnSuccess(_ -> {
          meters.buried();
          log.atError()
              .addKeyValue("entry", parcel)
              .addKeyValue("why", why)
              .addKeyValue("file", DeadLetters.FILE)
              .log("an entry can't be brought to the database and is kept in a file");
        });
  }

  private Mono<Void> confirm(List<Parcel> parcels) {
    return disk.run(() -> journal.confirm(parcels.getLast().after()));
  }

  private static List<Row> rows(List<Parcel> parcels) {
    return parcels.stream().flatMap(parcel -> Stream.ofNullable(parcel.row())).toList();
  }
}
