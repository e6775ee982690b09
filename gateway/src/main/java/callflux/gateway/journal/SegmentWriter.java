package callflux.gateway.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes to the last segment, and begins another when that has its length or its age, or has
/// failed. For the writer's thread.
final class SegmentWriter {
  /// Binary digits of how many records no segment can hold, be they ever so small.
  private static final int SEGMENTS_RECORDS = 32;

  private final SegmentFile.Disk disk;
  private final Shelf shelf;
  private final JournalMeters meters;
  private final long mostBytes;
  private final long mostAge;
  private final long firstNumber;

  private @Nullable SegmentFile file;
  private long segment;
  private long length;
  private long begun;

  SegmentWriter(
      SegmentFile.Disk disk, Shelf shelf, JournalMeters meters, JournalConfig config, Pace pace) {
    this.disk = disk;
    this.shelf = shelf;
    this.meters = meters;
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

  /// Writes records, and returns when they are on disk and can be read. If it fails, the segment
  /// has to be abandoned, and all of them written again.
  void write(List<Frame> frames) throws IOException {
    var to = file;
    if (to == null) {
      to = begin();
    }
    var bytes = RecordCodec.encode(frames, length == 0);
    int more = bytes.remaining();
    to.write(bytes);
    long from = System.nanoTime();
    to.force();
    meters.synced(Duration.ofNanos(System.nanoTime() - from));
    length += more;
    shelf.grow(new Position(segment, length));
    if (length >= mostBytes) {
      close();
    }
  }

  /// Nanoseconds until the segment has its age; any number if there is none.
  long untilOld() {
    return file == null ? Long.MAX_VALUE : begun + mostAge - System.nanoTime();
  }

  /// Closes the segment if it has its age.
  void closeIfOld() {
    if (file != null && untilOld() <= 0) {
      close();
    }
  }

  void close() {
    leave(SegmentFile::close);
  }

  /// Gives up the segment: it keeps what is certain to be on disk.
  void abandon() {
    leave(failed -> failed.abandon(length));
  }

  private SegmentFile begin() throws IOException {
    segment++;
    length = 0;
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
