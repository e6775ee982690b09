package callflux.gateway.journal;

import callflux.gateway.journal.SegmentReader.Found;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Reads the journal in its order: what is on disk, each record once. It begins behind what was
/// confirmed, so that after a start whatever was read and not confirmed is read again.
///
/// [#read] and [#confirm] block, and are for one thread at a time.
public final class JournalReader {
  private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

  /// Of bodies, that are read at once: a backlog may be larger than the heap.
  private static final long MOST_BYTES = 4L << 20;

  private final Directory directory;
  private final Shelf shelf;
  private final Quarantine quarantine;
  private final Confirmed start;
  private final Queue<Confirmed> unconfirmed = new ArrayDeque<>();
  private Confirmed kept;
  private boolean isWritten = true;
  private volatile Position cursor;
  private volatile boolean closed;
  private @Nullable SegmentReader segment;
  private long lastNumber;

  JournalReader(Directory directory, Shelf shelf, Quarantine quarantine, Confirmed start) {
    this.directory = directory;
    this.shelf = shelf;
    this.quarantine = quarantine;
    this.start = start;
    this.kept = start;
    this.lastNumber = start.number();
    this.cursor = new Position(start.upTo().segment() - 1, 0);
  }

  /// Reads the next records: those that are on disk, and what was found in the files at the start.
  ///
  /// @param most fewer are read if these are more than 4 MiB
  /// @return none if there are none now
  /// @throws IOException if a file can't be read; nothing is passed over, and to read again tries
  ///   again
  public List<Written> read(int most) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    var found = new ArrayList<Written>();
    long bytes = 0;
    while (found.size() < most && bytes < MOST_BYTES) {
      var next = next();
      if (next == null) {
        break;
      }
      found.add(next);
      bytes += next.body().length;
    }
    return found;
  }

  /// Says that all up to there is not needed any more. Files of which this is true as a whole are
  /// deleted. If the disk has no room to write this down, it holds until the process ends; what is
  /// confirmed next is tried again. To fail would help nobody: to go on is what makes room.
  ///
  /// @param upTo of a record that was read
  /// @throws ClosedChannelException if the journal is closed
  public void confirm(Position upTo) throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (upTo.compareTo(kept.upTo()) <= 0) {
      return;
    }
    if (upTo.compareTo(cursor) > 0) {
      throw new IllegalArgumentException("what was not read can't be confirmed");
    }
    kept = new Confirmed(upTo, lastNumber(upTo));
    // In this order: on a full disk it makes the room that the file needs. If only the first of the
    // two comes to pass, there is nothing left of what the file does not know of.
    shelf.confirm(upTo);
    writeDown();
  }

  private void writeDown() {
    try {
      kept.write(directory);
      isWritten = true;
    } catch (IOException e) {
      if (isWritten) {
        log.atWarn()
            .addKeyValue("reason", e.toString())
            .log("what is confirmed can't be written down; it is read again if the gateway ends");
      }
      isWritten = false;
    }
  }

  /// Of the last record up to there; those are confirmed.
  private long lastNumber(Position upTo) {
    long number = kept.number();
    for (var record = unconfirmed.peek();
        record != null && record.upTo().compareTo(upTo) <= 0;
        record = unconfirmed.peek()) {
      number = record.number();
      unconfirmed.remove();
    }
    return number;
  }

  /// Completes as soon as there may be something to read.
  public Mono<Void> more() {
    return Mono.defer(() -> {
      var growth = shelf.growth();
      return hasMore() ? Mono.empty() : growth.then(Mono.defer(this::more));
    });
  }

  void close() throws IOException {
    closed = true;
    if (!isWritten) {
      writeDown();
    }
    leave();
  }

  private boolean hasMore() {
    return shelf.next(cursor.segment()) != null || hasMoreHere();
  }

  private boolean hasMoreHere() {
    var end = shelf.end(cursor.segment());
    return end != null && cursor.offset() < end;
  }

  private @Nullable Written next() throws IOException {
    for (var from = here(); from != null; from = here()) {
      var written = next(from);
      if (written != null) {
        return written;
      }
    }
    return null;
  }

  /// The segment in which there is something to read; nothing if there is none.
  private @Nullable SegmentReader here() throws IOException {
    for (; ; ) {
      // In this order: when there is a next segment, this one grows no more.
      var next = shelf.next(cursor.segment());
      if (segment != null && hasMoreHere()) {
        return segment;
      }
      if (next == null) {
        return null;
      }
      enter(next);
    }
  }

  private void enter(long next) throws IOException {
    leave();
    try {
      long from = next == start.upTo().segment() ? start.upTo().offset() : 0;
      segment = new SegmentReader(directory.read(next), from);
      cursor = new Position(next, from);
    } catch (NoSuchFileException _) {
      log.atError().addKeyValue("segment", next).log("a file of the journal is gone");
      cursor = new Position(next, Long.MAX_VALUE);
    }
  }

  private void leave() throws IOException {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }

  /// Takes one step: nothing if what is next is no record, or none that is to be read.
  private @Nullable Written next(SegmentReader from) throws IOException {
    long number = cursor.segment();
    var end = shelf.end(number);
    var found = end == null ? null : from.next(end);
    switch (found) {
      case null -> cursor = new Position(number, end == null ? cursor.offset() : end);
      case Found.Whole whole -> {
        cursor = new Position(number, whole.after());
        return first(whole.frame());
      }
      case Found.Damaged damaged -> {
        cursor = new Position(number, damaged.after());
        quarantine.add(number, from, damaged);
      }
    }
    return null;
  }

  /// Nothing if it has been read: a record that had to be written again, because it was not certain
  /// that it had been, may be there twice.
  private @Nullable Written first(Frame frame) {
    if (frame.number() <= lastNumber) {
      return null;
    }
    lastNumber = frame.number();
    unconfirmed.add(new Confirmed(cursor, lastNumber));
    return new Written(cursor, frame.body());
  }
}
