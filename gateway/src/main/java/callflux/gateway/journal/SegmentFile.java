package callflux.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Port: a new file that is written from its beginning to its end.
interface SegmentFile {

  /// Writes all of it, behind what was written before.
  void write(ByteBuffer bytes) throws IOException;

  /// Returns when all that was written is on disk. If that fails it is not known what is, and to
  /// try again would tell a lie: the kernel drops what it could not write and then has nothing to
  /// do.
  void force() throws IOException;

  /// It is written to no more.
  void close() throws IOException;

  /// It is written to no more, and what is behind so many bytes is of no use.
  ///
  /// @param bytes if 0, it is of no use at all
  void abandon(long bytes) throws IOException;

  /// Where there can be files.
  @FunctionalInterface
  interface Disk {

    /// Makes the file of a segment.
    SegmentFile create(long segment) throws IOException;
  }
}
