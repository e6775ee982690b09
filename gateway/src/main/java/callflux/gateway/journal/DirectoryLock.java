package callflux.gateway.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Holds a directory for this process, and for one journal in it. If the process ends, however it
/// does, the operating system lets go.
final class DirectoryLock {
  /// To open a locked file again in the same process, and to close it, would give up the lock.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel file;

  private DirectoryLock(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /// @throws JournalTaken if another has it
  static DirectoryLock take(Directory directory) throws IOException {
    var path = directory.path().toRealPath();
    if (!HELD.add(path)) {
      throw new JournalTaken(path);
    }
    try {
      return new DirectoryLock(path, locked(directory));
    } catch (IOException e) {
      HELD.remove(path);
      throw e;
    }
  }

  private static FileChannel locked(Directory directory) throws IOException {
    var file = directory.open("lock");
    try {
      if (file.tryLock() == null) {
        throw new JournalTaken(directory.path());
      }
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /// Lets go, once.
  void release() throws IOException {
    if (file.isOpen()) {
      try {
        file.close();
      } finally {
        HELD.remove(path);
      }
    }
  }
}
