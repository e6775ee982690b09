package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed in the middle of a write leaves the beginning of what it wrote: it may
/// end anywhere.
class TornTailIsNotFatalTest {
  private static final String FILE = "0000000000000001.log";
  private static final List<String> LINES = List.of("first", "", "the third");

  @TempDir Path whole;
  @TempDir Path cuts;
  private byte[] bytes = new byte[0];
  private List<Long> ends = List.of();

  @BeforeEach
  void write() throws Exception {
    try (var rig = Rig.in(whole)) {
      rig.write(LINES.toArray(String[]::new));
      ends = rig.readRecords().stream().map(record -> record.after().offset()).toList();
    }
    bytes = Files.readAllBytes(whole.resolve(FILE));
  }

  @Test
  void whateverIsCompleteIsReadAndNothingElse() throws Exception {
    for (int length = 0; length <= bytes.length; length++) {
      var directory = cut(length);
      try (var rig = Rig.in(directory)) {
        assertThat(rig.read())
            .as("cut at %d", length)
            .isEqualTo(LINES.subList(0, complete(length)));
        assertThat(rig.quarantined()).as("cut at %d", length).isEqualTo(isTorn(length) ? 1 : 0);

        rig.write("goes on");

        assertThat(rig.read()).as("cut at %d", length).containsExactly("goes on");
      }
    }
  }

  @Test
  void nothingIsWrittenBehindIt() throws Exception {
    int length = bytes.length - 1;
    var directory = cut(length);
    try (var rig = Rig.in(directory)) {
      rig.write("goes on");
    }

    assertThat(directory.resolve(FILE)).hasBinaryContent(Arrays.copyOf(bytes, length));
    try (var rig = Rig.in(directory)) {
      assertThat(rig.read()).containsExactly("first", "", "goes on");
    }
  }

  /// Power that fails may leave room where nothing was written yet.
  @Test
  void tailOfZeroesIsNotFatalEither() throws Exception {
    var directory = cuts.resolve("zeroes");
    Files.createDirectory(directory);
    Files.write(directory.resolve(FILE), Arrays.copyOf(bytes, bytes.length + 4_096));

    try (var rig = Rig.in(directory)) {
      assertThat(rig.read()).isEqualTo(LINES);
      assertThat(rig.quarantined()).isEqualTo(1);
    }
  }

  private Path cut(int length) throws Exception {
    var directory = cuts.resolve("at" + length);
    Files.createDirectory(directory);
    Files.write(directory.resolve(FILE), Arrays.copyOf(bytes, length));
    return directory;
  }

  private int complete(int length) {
    return (int) ends.stream().filter(end -> end <= length).count();
  }

  private boolean isTorn(int length) {
    return length != 0 && length != RecordCodec.FILE_HEAD && !ends.contains((long) length);
  }
}
