package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was said is on this disk for as long as it is needed, and nobody else's to read.
class FilesGoWhenTheyAreConfirmedTest {
  private static final String LINE = "x".repeat(100);

  @TempDir Path directory;

  @Test
  void fileThatIsConfirmedWholeIsDeleted() throws Exception {
    try (var rig = small()) {
      for (int i = 0; i < 10; i++) {
        rig.write(LINE, LINE, LINE, LINE, LINE);
      }
      assertThat(Rig.files(directory, ".log")).hasSize(10);
      assertThat(rig.unread()).isEqualTo(10 * (8 + 5 * 120));

      var records = rig.readRecords();
      rig.journal.reader().confirm(records.get(24).after());
      assertThat(Rig.files(directory, ".log")).hasSize(5);
      assertThat(rig.unread()).isEqualTo(5 * (8 + 5 * 120));

      rig.journal.reader().confirm(records.get(25).after());
      assertThat(Rig.files(directory, ".log")).hasSize(5);
      assertThat(rig.unread()).isEqualTo(5 * (8 + 5 * 120) - 8 - 120);

      rig.journal.reader().confirm(records.getLast().after());
      assertThat(Rig.files(directory, ".log")).isEmpty();
      assertThat(rig.unread()).isZero();
    }
  }

  @Test
  void numbersAreNotUsedAgain() throws Exception {
    for (int i = 1; i < 5; i++) {
      try (var rig = small()) {
        rig.write("line " + i);
        assertThat(rig.read()).containsExactly("line " + i);
        assertThat(Rig.files(directory, ".log")).containsExactly("%016d.log".formatted(i));
        rig.write(LINE);
        rig.journal.reader().confirm(rig.readRecords().getLast().after());
      }
      assertThat(Rig.files(directory, ".log")).isEmpty();
    }
  }

  /// Else the last words of a quiet day would stay until the next busy one.
  @Test
  void fileThatIsNotFullGoesToo() throws Exception {
    try (var rig = Rig.withFilesThatAge(directory)) {
      rig.write("line");
      rig.journal.reader().confirm(rig.readRecords().getLast().after());

      Rig.until(() -> Rig.files(directory, ".log").isEmpty());
      rig.write("goes on");
      assertThat(rig.read()).containsExactly("goes on");
    }
  }

  @Test
  void fileIsNotDeletedBecauseItIsOld() throws Exception {
    try (var rig = Rig.withFilesThatAge(directory)) {
      var lines = new ArrayList<String>();
      while (Rig.files(directory, ".log").size() < 3) {
        lines.add("line " + lines.size());
        rig.write(lines.getLast());
      }

      assertThat(rig.read()).isEqualTo(lines);
    }
  }

  @Test
  void fileThatSomebodyRemovedIsPassedOver() throws Exception {
    try (var rig = small()) {
      IntStream.range(0, 3).forEach(i -> rig.write("line " + i + LINE + LINE + LINE + LINE + LINE));
      Files.delete(directory.resolve("0000000000000002.log"));

      assertThat(rig.read())
          .extracting(line -> line.substring(0, 6))
          .containsExactly("line 0", "line 2");
      assertThat(rig.errors()).hasSize(1);
    }
  }

  @Test
  void filesAreTheirOwnersAlone() throws Exception {
    var below = directory.resolve("data/journal");
    try (var rig = Rig.in(below)) {
      rig.write("line");
      rig.journal.reader().confirm(rig.readRecords().getLast().after());
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(below)))
        .isEqualTo("rwx------");
    try (var files = Files.list(below)) {
      assertThat(files)
          .hasSize(3)
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  private Rig small() throws Exception {
    return Rig.on(new FaultyDisk(), new JournalConfig(directory, 500, 1 << 20));
  }
}
