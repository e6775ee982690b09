package callflux.gateway.transcript;

import java.io.IOException;
import java.nio.file.Path;

/// What no archive will take, kept in a file for somebody to look at: one JSON text a line, as it
/// was in the journal, and so sealed if that is. All of it blocks.
final class DeadLetters {
  static final String FILE = "dead-letters.jsonl";

  private final Path file;

  DeadLetters(Path directory) {
    this.file = directory.resolve(FILE);
  }

  /// Keeps one. It is on disk when this returns.
  void bury(byte[] line) throws IOException {
    OwnFiles.append(file, line);
  }
}
