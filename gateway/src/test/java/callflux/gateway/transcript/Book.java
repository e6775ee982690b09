package callflux.gateway.transcript;

import callflux.gateway.archive.Content;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Sealer;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.Said;
import callflux.gateway.call.Termination;
import callflux.gateway.config.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A recorder that is told of one call, and whose journal is a list.
final class Book {
  static final Pseudonyms PSEUDONYMS =
      Pseudonyms.keyedBy(new Secret("only for these tests, and long enough"));

  final Call call = Sample.call("CA1");
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Recorder recorder;
  private final EntryCodec codec;
  private final List<Supplier<byte[]>> journal = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean full;
  private volatile Instant now = Sample.START;
  private BigDecimal cost = BigDecimal.ZERO;

  Book() {
    this(Sealer.NONE);
  }

  Book(Sealer sealer) {
    codec = new EntryCodec(sealer);
    var pen = new Pen(Sample.INSTANCE, record -> !full && journal.add(record), codec, registry);
    recorder = new Recorder(pen, PSEUDONYMS, _ -> cost, () -> now);
  }

  /// One whose call was answered.
  static Book begun() {
    var book = new Book();
    book.recorder.answered(book.call);
    return book;
  }

  /// The journal has no room.
  void isFull(boolean full) {
    this.full = full;
  }

  void costs(String usd) {
    cost = new BigDecimal(usd);
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  void says(Said... said) {
    for (var one : said) {
      recorder.said(call, one);
    }
  }

  void happens(CallEvent... events) {
    for (var event : events) {
      recorder.happened(call, event);
    }
  }

  void ends() {
    recorder.ended(call, Termination.CALLER_HUNG_UP, Sample.SUMMARY);
  }

  /// The caller has a turn.
  void caller(String item, @Nullable String after) {
    says(new Said.Turn(item, after, Said.Speaker.CALLER, Duration.ZERO));
  }

  /// The agent has a turn.
  void agent(String item, @Nullable String after) {
    says(new Said.Turn(item, after, Said.Speaker.AGENT, Duration.ZERO));
  }

  /// As they were written.
  List<Entry> entries() {
    synchronized (journal) {
      return journal.stream().map(record -> codec.entry(codec.row(record.get()))).toList();
    }
  }

  /// What they say, as they were written.
  List<Content> contents() {
    return entries().stream().map(Entry::content).toList();
  }

  /// What they say, in the conversation's order, and of one item the last.
  List<Content> story() {
    var last = new LinkedHashMap<Object, Entry>();
    for (var entry : entries()) {
      var item = entry.content().item();
      last.put(item == null ? entry.seq() : item, entry);
    }
    return last.values().stream()
        .sorted(Comparator.comparingDouble(Entry::place).thenComparingInt(Entry::seq))
        .map(Entry::content)
        .toList();
  }

  /// All that went into the journal.
  String text() {
    var text = new StringBuilder();
    journal.forEach(
        record -> text.append(new String(record.get(), StandardCharsets.ISO_8859_1)).append('\n'));
    return text.toString();
  }
}
