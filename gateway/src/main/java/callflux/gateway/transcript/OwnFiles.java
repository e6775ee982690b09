package callflux.gateway.transcript;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that nobody but their owner may read, and that are on disk when they have been written.
/// All of it blocks.
final class OwnFiles {
  private OwnFiles() {}

  /// Writes a file: all of it is there, or nothing.
  static void write(Path file, byte[] content) throws IOException {
    var part = file.resolveSibling(file.getFileName() + ".part");
    write(part, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), content);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    force(file);
  }

  /// Puts a line at the end of a file. One that was begun there and not finished, since the machine
  /// went down, is ended before it.
  static void append(Path file, byte[] line) throws IOException {
    boolean isNew = !Files.exists(file);
    int before = isNew || endsLine(file) ? 0 : 1;
    var text = ByteBuffer.allocate(before + line.length + 1);
    if (before > 0) {
      text.put((byte) '\n');
    }
    write(file, Set.of(CREATE, WRITE, APPEND), text.put(line).put((byte) '\n').array());
    if (isNew) {
      force(file);
    }
  }

  private static boolean endsLine(Path file) throws IOException {
    try (var channel = FileChannel.open(file, READ)) {
      var last = ByteBuffer.allocate(1);
      return channel.size() == 0
          || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
    }
  }

  private static void write(Path file, Set<OpenOption> options, byte[] content) throws IOException {
    try (var channel = FileChannel.open(file, options, ownersOnly(file))) {
      var left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /// That a file is there has to be written, too.
  private static void force(Path file) throws IOException {
    var directory = file.toAbsolutePath().getParent();
    if (directory != null && isPosix(file)) {
      try (var channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] ownersOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
