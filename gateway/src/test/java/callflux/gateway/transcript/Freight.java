package callflux.gateway.transcript;

import static java.util.Objects.requireNonNull;

import callflux.gateway.archive.ArchiveInMemory;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Sealer;
import callflux.gateway.journal.Journal;
import callflux.gateway.journal.JournalConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/// One life of a gateway's journal, and a shipper that brings what is in it to an archive, which
/// outlives it.
final class Freight implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final EntryCodec codec = new EntryCodec(Sealer.NONE);
  final ArchiveInMemory archive;
  final Journal journal;
  final Pen pen;
  private final Path directory;
  private @Nullable Shipper shipper;
  private @Nullable Disposable running;

  Freight(Path directory) throws IOException {
    this(directory, new ArchiveInMemory(new EntryCodec(Sealer.NONE)));
  }

  Freight(Path directory, ArchiveInMemory archive) throws IOException {
    this.archive = archive;
    this.journal = Journal.open(JournalConfig.in(directory.resolve("journal")), registry);
    this.pen = new Pen(journal, codec, registry);
    this.directory = directory;
  }

  /// Made when it is needed, so that its time may be another than the journal's.
  Shipper shipper() {
    if (shipper == null) {
      shipper = new Shipper(journal.reader(), archive, codec, directory, registry);
    }
    return shipper;
  }

  /// Writes entries, and waits until they are on disk.
  void writes(Entry... entries) {
    for (var entry : entries) {
      if (!pen.write(entry)) {
        throw new IllegalStateException("no room in the journal");
      }
    }
    flush();
  }

  /// Writes so many entries of a call.
  void writes(String callSid, int many) {
    writes(
        IntStream.range(0, many)
            .mapToObj(seq -> Sample.entry(callSid, seq, new Pressed("1")))
            .toArray(Entry[]::new));
  }

  /// Writes what is no entry.
  void writes(byte[] record) {
    if (!journal.append(() -> record)) {
      throw new IllegalStateException("no room in the journal");
    }
    flush();
  }

  private void flush() {
    journal.flush().block(PATIENCE);
  }

  void ships() {
    running = shipper().run().subscribe();
  }

  /// Waits until all is shipped that is on disk.
  void drains() {
    flush();
    shipper().drained(PATIENCE).block();
  }

  /// What a counter or gauge says.
  double figure(String meter) {
    return requireNonNull(registry.find(meter).meter()).measure().iterator().next().getValue();
  }

  @Override
  public void close() {
    if (running != null) {
      running.dispose();
    }
    journal.close(PATIENCE);
  }
}
