package callflux.gateway.journal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes to the last segment, and begins another when that has its length or its age, or has
/// failed. More can be written while what was is put on disk: that takes as long as the disk likes,
/// and what is in a file outlives the gateway even if it is not on the disk. For the writer's
/// thread.
final class SegmentWriter {
  /// Binary digits of how many records no segment can hold, be they ever so small.
  private static final int SEGMENTS_RECORDS = 32;

  private final SegmentFile.Disk disk;
  private final Shelf shelf;
  private final Syncer syncer;
  private final long mostBytes;
  private final long mostAge;
  private final long firstNumber;

  private @Nullable SegmentFile file;
  private long segment;
  private long length;
  private long last;
  private long begun;

  /// What is certain to be on disk of the segment.
  private long syncedLength;

  private Syncer.@Nullable Sync sync;

  SegmentWriter(
      SegmentFile.Disk disk, Shelf shelf, JournalMeters meters, JournalConfig config, Pace pace) {
    this.disk = disk;
    this.shelf = shelf;
    this.syncer = new Syncer(meters);
    this.mostBytes = config.segmentBytes();
    this.mostAge = pace.segment().toNanos();
    this.segment = shelf.unused() - 1;
    this.firstNumber = (segment + 1) << SEGMENTS_RECORDS;
  }

  /// Before the number of the first record that may be written: above that of any that was, since
  /// no segment has had so many.
  long firstNumber() {
    return firstNumber;
  }

  /// Whether the segment takes no more: when what it has is on disk, it is closed.
  boolean isFull() {
    return file != null && (length >= mostBytes || untilOld() <= 0);
  }

  /// Writes records. If it fails, the segment has to be abandoned, and all of them written again
  /// that are not known to be on disk.
  void write(List<Frame> frames) throws IOException {
    var to = file;
    if (to == null) {
      to = begin();
    }
    var bytes = RecordCodec.encode(frames, length == 0);
    int more = bytes.remaining();
    to.write(bytes);
    length += more;
    last = frames.getLast().number();
  }

  /// Has what was written put on disk, unless that is being done.
  void sync() {
    var written = file;
    if (sync == null && written != null && length > syncedLength) {
      sync = syncer.sync(written, length, last);
    }
  }

  boolean isSyncing() {
    return sync != null;
  }

  /// Whether what was written is on disk by now, as far as it was when that was begun.
  ///
  /// @return the number of the last record that is and can be read; absent if it is not over
  /// @throws IOException if it failed: then the segment has to be abandoned, as above
  @Nullable Long synced() throws IOException {
    var over = sync;
    if (over == null || !over.isOver()) {
      return null;
    }
    sync = null;
    over.check();
    syncedLength = over.length();
    shelf.grow(new Position(segment, syncedLength));
    return over.last();
  }

  /// Nanoseconds until the segment has its age; any number if there is none.
  long untilOld() {
    return file == null ? Long.MAX_VALUE : begun + mostAge - System.nanoTime();
  }

  /// Closes the segment if it is full and on disk.
  void closeIfFull() {
    if (isFull() && syncedLength == length) {
      leave(SegmentFile::close);
    }
  }

  /// Closes the segment, and waits for the disk if it is at work.
  void close() {
    awaitSync();
    leave(SegmentFile::close);
    syncer.close();
  }

  /// Gives up the segment: it keeps what is certain to be on disk. Waits for the disk if it is at
  /// work, whatever that comes to.
  void abandon() {
    awaitSync();
    leave(failed -> failed.abandon(syncedLength));
  }

  private void awaitSync() {
    if (sync != null) {
      sync.await();
      sync = null;
    }
  }

  private SegmentFile begin() throws IOException {
    segment++;
    length = 0;
    syncedLength = 0;
    begun = System.nanoTime();
    var created = disk.create(segment);
    file = created;
    return created;
  }

  private void leave(Farewell farewell) {
    var left = file;
    file = null;
    try {
      if (left != null) {
        farewell.to(left);
      }
    } catch (IOException _) {
      // What counts is on disk. What does not is known by its place now, and by its numbers later.
    }
    shelf.rest();
  }

  /// How a file is left.
  @FunctionalInterface
  private interface Farewell {
    void to(SegmentFile file) throws IOException;
  }
}
