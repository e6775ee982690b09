package callflux.gateway.journal;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// A local append-only journal.
///
/// What is appended is in a file at once, where it outlives this process, and on disk a few
/// milliseconds later, together with whatever else was. It is read from there in the same order, by
/// one reader. A disk that is full or broken holds up nobody: what it does not take is kept in
/// memory, as far as that goes, and written to a new file when it does.
public final class Journal {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  /// For a disk that answers just after the last moment.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final DirectoryLock lock;
  private final String instance;
  private final Inbox inbox;
  private final Writer writer;
  private final JournalReader reader;
  private final Thread thread;

  private Journal(
      DirectoryLock lock, String instance, Inbox inbox, Writer writer, JournalReader reader) {
    this.lock = lock;
    this.instance = instance;
    this.inbox = inbox;
    this.writer = writer;
    this.reader = reader;
    this.thread = Thread.ofPlatform().daemon().name("journal").start(writer);
  }

  /// Opens a journal, and makes it if there is none. Blocks.
  ///
  /// @throws JournalTaken if another process has it
  /// @throws IOException if its directory can't be read or written
  public static Journal open(JournalConfig config, MeterRegistry registry) throws IOException {
    return open(config, registry, Pace.USUAL, UnaryOperator.identity());
  }

  /// @param through stands between the writer and the disk
  static Journal open(
      JournalConfig config,
      MeterRegistry registry,
      Pace pace,
      UnaryOperator<SegmentFile.Disk> through)
      throws IOException {
    var directory = Directory.make(config.directory());
    var lock = DirectoryLock.take(directory);
    try {
      var meters = new JournalMeters(registry);
      var confirmed = Confirmed.read(directory);
      var shelf = new Shelf(directory, confirmed.upTo());
      var segments =
          new SegmentWriter(through.apply(directory::create), shelf, meters, config, pace);
      var memory = new Memory(config.mostBytesInMemory());
      var inbox = new Inbox(memory, meters);
      var backlog = new Backlog(memory, meters, segments.firstNumber());
      var writer = new Writer(inbox, backlog, segments, new Trouble(meters, pace.retry()));
      var reader =
          new JournalReader(directory, shelf, new Quarantine(directory, meters), confirmed);
      var journal = new Journal(lock, Instance.name(directory), inbox, writer, reader);
      meters.show(journal::isTroubled, shelf::unreadBytes);
      return journal;
    } catch (IOException | RuntimeException e) {
      lock.release();
      throw e;
    }
  }

  /// The name of this gateway: 16 hex digits, which it has kept here since it first started.
  public String instance() {
    return instance;
  }

  /// Has something written. Never blocks, on any thread.
  ///
  /// @param record makes its bytes, soon, on the journal's own thread; if it throws, or they are
  ///   more than 16 MiB, the record is left out, which is counted
  /// @return whether it will be; not if there is no more room in memory, or the journal is closed:
  ///   that is counted, too
  public boolean append(Supplier<byte[]> record) {
    return inbox.append(record);
  }

  /// Whether what is appended now may well be lost, because the disk takes nothing, or has kept
  /// what takes up half the memory waiting. Nothing new should be begun.
  public boolean isTroubled() {
    return writer.isTroubled() || inbox.isCrowded() || !thread.isAlive();
  }

  /// Completes when all that was appended before is on disk, which may take as long as the disk is
  /// full; fails if the journal is closed before that.
  public Mono<Void> flush() {
    return inbox.flush();
  }

  /// The one reader.
  public JournalReader reader() {
    return reader;
  }

  /// Writes what is left, and lets others have the journal. Blocks.
  ///
  /// @param patience what can't be written for so long is lost, and counted
  public void close(Duration patience) {
    writer.close(patience);
    LockSupport.unpark(thread);
    try {
      if (!thread.join(patience.plus(GRACE))) {
        log.error("the disk does not answer; the journal stays locked until the gateway has ended");
        return;
      }
      reader.close();
      lock.release();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.atWarn().addKeyValue("reason", e.toString()).log("the journal was not closed in order");
    }
  }
}
