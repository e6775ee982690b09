package callflux.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The files that a configuration was read from, and what was in them. Reads block.
///
/// What is remembered is the content and not the time of change: a symbolic link that is moved, a
/// file that is replaced and one that is copied with its old date are all alike.
public final class Sources {
  /// No file is read beyond this; whoever needs one that is longer has a fault.
  static final int MOST_BYTES = 3 * 1024 * 1024;

  private static final String UNREADABLE = "unreadable";

  private final Map<Path, String> contents = new TreeMap<>();

  /// A file's bytes, up to [#MOST_BYTES] and one.
  ///
  /// @throws IOException if it is no file that can be read
  byte[] read(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file)) {
        throw new IOException("not a file");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MOST_BYTES + 1);
      }
      contents.put(file, digest(bytes));
      return bytes;
    } catch (IOException e) {
      contents.put(file, UNREADABLE);
      throw e;
    }
  }

  /// What the same files hold now.
  static Sources of(Collection<Path> files) {
    var sources = new Sources();
    for (var file : files) {
      try {
        sources.read(file);
      } catch (IOException _) {
        // Remembered as such.
      }
    }
    return sources;
  }

  /// What is in each file, by a digest of it.
  Map<Path, String> contents() {
    return Map.copyOf(contents);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
