package callflux.gateway.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the journal's files are. What it makes is its owner's alone, where there are permissions.
/// Blocks.
final class Directory {
  private static final Pattern SEGMENT = Pattern.compile("(\\d{16})\\.log");

  private final Path path;
  private final boolean posix;

  private Directory(Path path, boolean posix) {
    this.path = path;
    this.posix = posix;
  }

  /// Makes it, if it is not there.
  static Directory make(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    var directory = new Directory(path, posix);
    Files.createDirectories(path, directory.ownersAlone("rwx------"));
    return directory;
  }

  Path path() {
    return path;
  }

  /// The segments that there are, and their lengths.
  NavigableMap<Long, Long> segments() throws IOException {
    var segments = new TreeMap<Long, Long>();
    try (var files = Files.newDirectoryStream(path)) {
      for (var file : files) {
        var name = SEGMENT.matcher(file.getFileName().toString());
        if (name.matches()) {
          segments.put(Long.valueOf(name.group(1)), Files.size(file));
        }
      }
    }
    return segments;
  }

  /// Makes a segment. It is there to stay, or not at all.
  SegmentFile create(long segment) throws IOException {
    var file = segment(segment);
    var created = new ChannelFile(file, open(file, WRITE, CREATE_NEW));
    try {
      sync();
      return created;
    } catch (IOException e) {
      created.abandon(0);
      throw e;
    }
  }

  FileChannel read(long segment) throws IOException {
    return FileChannel.open(segment(segment), READ);
  }

  void delete(long segment) throws IOException {
    Files.deleteIfExists(segment(segment));
  }

  /// Opens a file of another name, and makes it if it is not there.
  FileChannel open(String name) throws IOException {
    return open(path.resolve(name), WRITE, CREATE);
  }

  /// Opens an empty file in a folder, which it makes.
  FileChannel openEmpty(String folder, String name) throws IOException {
    var parent = path.resolve(folder);
    Files.createDirectories(parent, ownersAlone("rwx------"));
    return open(parent.resolve(name), WRITE, CREATE, TRUNCATE_EXISTING);
  }

  /// What a small file holds; nothing if it is not there.
  @Nullable String read(String name) throws IOException {
    try {
      return Files.readString(path.resolve(name), US_ASCII);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// Puts a small file in another's place: after a crash it is the one or the other, whole.
  void replace(String name, String content) throws IOException {
    var draft = path.resolve(name + ".new");
    try (var channel = open(draft, WRITE, CREATE, TRUNCATE_EXISTING)) {
      channel.write(ByteBuffer.wrap(content.getBytes(US_ASCII)));
      channel.force(true);
    }
    Files.move(draft, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    sync();
  }

  private Path segment(long segment) {
    return path.resolve(String.format(Locale.ROOT, "%016d.log", segment));
  }

  /// Which files there are is on disk only when their directory is.
  private void sync() throws IOException {
    if (posix) {
      try (var channel = FileChannel.open(path, READ)) {
        channel.force(true);
      }
    }
  }

  private FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), ownersAlone("rw-------"));
  }

  private FileAttribute<?>[] ownersAlone(String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
