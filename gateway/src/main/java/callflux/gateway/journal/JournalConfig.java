package callflux.gateway.journal;

import java.nio.file.Path;

/// Where a journal is and how much room it has.
///
/// @param directory made if it is not there; no other process may use it
/// @param segmentBytes a file that has so many is not written to any more
/// @param mostBytesInMemory what is not on disk yet, because the disk is slow, full or broken; more
///   than that is refused
public record JournalConfig(Path directory, long segmentBytes, long mostBytesInMemory) {
  private static final long MEBIBYTE = 1L << 20;

  /// @throws IllegalArgumentException if there is no room
  public JournalConfig {
    if (segmentBytes <= 0 || mostBytesInMemory <= 0) {
      throw new IllegalArgumentException("a journal needs room on disk and in memory");
    }
  }

  /// Files of 8 MiB, and 64 MiB of memory.
  public static JournalConfig in(Path directory) {
    return new JournalConfig(directory, 8 * MEBIBYTE, 64 * MEBIBYTE);
  }
}
