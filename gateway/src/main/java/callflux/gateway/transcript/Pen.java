package callflux.gateway.transcript;

import callflux.gateway.archive.Entry;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.journal.Journal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Puts entries into the journal. Whatever takes time, such as to make JSON of them and to seal
/// that, is done where the journal writes. Safe for any thread.
public final class Pen {
  private final String instance;
  private final Predicate<Supplier<byte[]>> journal;
  private final EntryCodec codec;
  private final Counter refused;

  public Pen(Journal journal, EntryCodec codec, MeterRegistry registry) {
    this(journal.instance(), journal::append, codec, registry);
  }

  /// @param instance which gateway's journal it is
  /// @param journal takes a record, or refuses it for want of room
  Pen(
      String instance,
      Predicate<Supplier<byte[]>> journal,
      EntryCodec codec,
      MeterRegistry registry) {
    this.instance = instance;
    this.journal = journal;
    this.codec = codec;
    this.refused =
        Counter.builder("callflux.transcript.refused")
            .description("Times that the journal had no room for an entry")
            .register(registry);
  }

  /// Which gateway's journal it is.
  String instance() {
    return instance;
  }

  /// Has an entry written.
  ///
  /// @return false if there is no room for it: it is not written then
  boolean write(Entry entry) {
    boolean taken = journal.test(() -> codec.bytes(codec.row(Bounded.entry(entry))));
    if (!taken) {
      refused.increment();
    }
    return taken;
  }
}
