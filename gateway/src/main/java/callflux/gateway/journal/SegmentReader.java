package callflux.gateway.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// Reads a segment, and passes over what is damaged in it. Blocks.
final class SegmentReader implements Closeable {
  private static final int WINDOW = 256 << 10;

  private final FileChannel file;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long base;
  private long offset;

  /// @param from the end of a record, or 0
  SegmentReader(FileChannel file, long from) {
    this.file = file;
    this.offset = from;
  }

  /// What is next in a segment.
  sealed interface Found {

    /// A record as it was written.
    ///
    /// @param after bytes from the file's beginning to its end
    record Whole(Frame frame, long after) implements Found {}

    /// Bytes that are nothing.
    record Damaged(long from, long after) implements Found {}
  }

  /// Finds what is next.
  ///
  /// @param end how far the segment can be read
  /// @return nothing if that is no further
  @Nullable Found next(long end) throws IOException {
    long to = Math.min(end, file.size());
    if (offset == 0 && to >= RecordCodec.FILE_HEAD && RecordCodec.isFileHead(fileHead(to))) {
      offset = RecordCodec.FILE_HEAD;
    }
    if (offset >= to) {
      return null;
    }
    long from = offset;
    var frame = at(from, to);
    if (frame != null) {
      offset = from + frame.length();
      return new Found.Whole(frame, offset);
    }
    do {
      offset++;
    } while (offset < to && at(offset, to) == null);
    return new Found.Damaged(from, offset);
  }

  /// Copies a stretch of it.
  void copy(Found.Damaged stretch, FileChannel to) throws IOException {
    long at = stretch.from();
    while (at < stretch.after()) {
      long copied = file.transferTo(at, stretch.after() - at, to);
      if (copied == 0) {
        throw cut();
      }
      at += copied;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private ByteBuffer fileHead(long end) throws IOException {
    return window(0, RecordCodec.FILE_HEAD, end);
  }

  /// The record that begins at an offset, if one does.
  private @Nullable Frame at(long from, long end) throws IOException {
    long room = end - from - RecordCodec.HEAD;
    if (room < 0) {
      return null;
    }
    int length = RecordCodec.bodyLength(window(from, RecordCodec.HEAD, end));
    return length < 0 || length > room
        ? null
        : RecordCodec.decode(window(from, RecordCodec.HEAD + length, end));
  }

  private ByteBuffer window(long from, int length, long end) throws IOException {
    if (from < base || from + length > base + window.limit()) {
      fill(from, (int) Math.min(end - from, Math.max(length, WINDOW)));
    }
    return window.slice((int) (from - base), length);
  }

  private void fill(long from, int length) throws IOException {
    if (window.capacity() < length) {
      window = ByteBuffer.allocate(length);
    }
    window.clear().limit(length);
    base = from;
    while (window.hasRemaining()) {
      if (file.read(window, from + window.position()) < 0) {
        throw cut();
      }
    }
  }

  private static IOException cut() {
    return new IOException("a file of the journal was cut while it was read");
  }
}
