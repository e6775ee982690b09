package callflux.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of the operating system.
record ChannelFile(Path path, FileChannel channel) implements SegmentFile {
  /// Written at once: the JDK keeps, for each thread, a buffer as large as the largest that it ever
  /// wrote.
  private static final int PIECE = 64 << 10;

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + PIECE));
      channel.write(bytes);
    }
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public void abandon(long bytes) throws IOException {
    try (channel) {
      channel.truncate(bytes);
    } finally {
      if (bytes == 0) {
        Files.deleteIfExists(path);
      }
    }
  }
}
