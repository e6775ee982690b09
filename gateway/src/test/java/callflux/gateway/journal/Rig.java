package callflux.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// A journal of lines of text, on a disk that may be faulty.
final class Rig implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  private static final Pace QUICK = new Pace(Duration.ofMinutes(1), Duration.ofMillis(1));

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Journal journal;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private Rig(JournalConfig config, Pace pace, FaultyDisk disk) throws IOException {
    log.start();
    logger().addAppender(log);
    journal = Journal.open(config, meters, pace, disk);
  }

  static Rig in(Path directory) throws IOException {
    return on(new FaultyDisk(), JournalConfig.in(directory));
  }

  static Rig on(FaultyDisk disk, JournalConfig config) throws IOException {
    return new Rig(config, QUICK, disk);
  }

  static Rig withFilesThatAge(Path directory) throws IOException {
    var pace = new Pace(Duration.ofMillis(1), Duration.ofMillis(1));
    return new Rig(JournalConfig.in(directory), pace, new FaultyDisk());
  }

  boolean append(String line) {
    return journal.append(() -> line.getBytes(UTF_8));
  }

  /// Appends lines, and waits until they are on disk.
  void write(String... lines) {
    Stream.of(lines).forEach(this::append);
    journal.flush().block(SOON);
  }

  List<Written> readRecords() throws IOException {
    var all = new ArrayList<Written>();
    for (var some = journal.reader().read(7); !some.isEmpty(); some = journal.reader().read(7)) {
      all.addAll(some);
    }
    return all;
  }

  /// Reads all that there is to read.
  List<String> read() throws IOException {
    return readRecords().stream().map(Rig::text).toList();
  }

  static String text(Written written) {
    return new String(written.body(), UTF_8);
  }

  double lost(String reason) {
    return meters.get("callflux.journal.lost").tag("reason", reason).counter().count();
  }

  double quarantined() {
    return meters.get("callflux.journal.quarantined").counter().count();
  }

  double unread() {
    return meters.get("callflux.journal.unread").gauge().value();
  }

  /// What was said at ERROR.
  List<ILoggingEvent> errors() {
    synchronized (log) {
      return log.list.stream().filter(line -> line.getLevel() == Level.ERROR).toList();
    }
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it did not come to that");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// The names of files, in their order.
  static List<String> files(Path directory, String ending) {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    journal.close(SOON);
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Rig.class.getPackageName());
  }
}
