package callflux.gateway.journal;

import callflux.gateway.journal.Inbox.Append;
import callflux.gateway.journal.Inbox.Flush;
import callflux.gateway.journal.JournalMeters.Lost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/// What is not on disk yet, in its order, and who waits until it is. For the writer's thread.
final class Backlog {
  private static final Logger log = LoggerFactory.getLogger(Backlog.class);

  /// Bytes written at once, and what may be over in one record.
  private static final long BATCH = 1L << 20;

  /// There may be room for as many on a disk that has none for that.
  private static final long SMALL_BATCH = 64L << 10;

  private final Memory memory;
  private final JournalMeters meters;

  /// In no file, or in none that counts.
  private final Deque<Frame> unwritten = new ArrayDeque<>();

  /// In a file, and perhaps not on disk. They come before the others.
  private final Deque<Frame> unsynced = new ArrayDeque<>();

  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private long last;
  private long durable;

  /// @param last records' numbers begin behind it
  Backlog(Memory memory, JournalMeters meters, long last) {
    this.memory = memory;
    this.meters = meters;
    this.last = last;
    this.durable = last;
  }

  /// Somebody waits until a record is on disk, and with it all before.
  private record Waiting(long record, Sinks.Empty<Void> done) {}

  void add(Inbox.Letter letter) {
    switch (letter) {
      case Append append -> add(append.record());
      case Flush flush -> {
        waiting.add(new Waiting(last, flush.done()));
        tell();
      }
    }
  }

  private void add(Supplier<byte[]> record) {
    try {
      byte[] body = record.get();
      if (body.length > RecordCodec.MOST_BYTES) {
        throw new IllegalArgumentException("a record is longer than may be");
      }
      var frame = new Frame(last + 1, body);
      memory.settle(frame);
      unwritten.add(frame);
      bytes += frame.length();
      last++;
    } catch (Throwable e) {
      memory.freeUnknown();
      meters.lost(Lost.BROKEN);
      // What it says may be what somebody said.
      log.atError()
          .addKeyValue("error", e.getClass().getName())
          .log("a record of the journal can't be made, and is left out");
    }
  }

  boolean isEmpty() {
    return unwritten.isEmpty() && unsynced.isEmpty();
  }

  /// Whether there is something that is in no file.
  boolean hasUnwritten() {
    return !unwritten.isEmpty();
  }

  /// Whether there is something in a file that may not be on disk.
  boolean hasUnsynced() {
    return !unsynced.isEmpty();
  }

  /// Whether there is enough for one write.
  boolean isLarge() {
    return bytes >= BATCH;
  }

  /// Records.
  int size() {
    return unwritten.size() + unsynced.size();
  }

  /// The first records that are in no file: what is to be written at once.
  ///
  /// @param small because more of them could not be
  List<Frame> batch(boolean small) {
    long most = small ? SMALL_BATCH : BATCH;
    var batch = new ArrayList<Frame>();
    long length = 0;
    for (var frame : unwritten) {
      if (length >= most) {
        break;
      }
      batch.add(frame);
      length += frame.length();
    }
    return batch;
  }

  /// A batch is in a file.
  void written(List<Frame> batch) {
    for (var frame : batch) {
      unsynced.add(unwritten.remove());
      bytes -= frame.length();
    }
  }

  /// All up to a record is on disk.
  void synced(long upTo) {
    int before = unsynced.size();
    for (var first = unsynced.peek();
        first != null && first.number() <= upTo;
        first = unsynced.peek()) {
      memory.free(unsynced.remove());
    }
    durable = upTo;
    meters.appended(before - unsynced.size());
    tell();
  }

  /// The file is given up: what may not be on disk has to be written again.
  void again() {
    while (!unsynced.isEmpty()) {
      var frame = unsynced.removeLast();
      unwritten.addFirst(frame);
      bytes += frame.length();
    }
  }

  /// Tells those who need not wait any longer.
  private void tell() {
    for (var first = waiting.peek();
        first != null && first.record() <= durable;
        first = waiting.peek()) {
      waiting.remove();
      first.done().tryEmitEmpty();
    }
  }

  /// The journal is closed: what there is will not be written.
  void giveUp() {
    var closed = new IllegalStateException("the journal was closed before all of it was written");
    waiting.forEach(each -> each.done().tryEmitError(closed));
    if (!isEmpty()) {
      meters.lost(Lost.CLOSED, size());
      log.atError()
          .addKeyValue("records", size())
          .log("the journal was closed before all of it was written");
    }
  }
}
