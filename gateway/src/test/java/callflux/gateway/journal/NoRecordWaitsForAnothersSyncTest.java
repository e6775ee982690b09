package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk may take half a second for an fsync, and the gateway be killed in the middle of it. What
/// was appended meanwhile is in the file by then, and a file outlives the process.
class NoRecordWaitsForAnothersSyncTest {
  @TempDir Path directory;
  @TempDir Path asFoundNext;
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void processThatIsKilledDuringASyncLosesNothing() throws Exception {
    try (var rig = rig(8 << 20)) {
      appendDuringASync(rig);
      Rig.until(() -> inFiles().contains("three"));
      copyFiles();
      disk.answer();
    }

    try (var rig = Rig.in(asFoundNext)) {
      assertThat(rig.read()).containsExactly("one", "two", "three");
    }
  }

  @Test
  void syncThatFailsHasAllOfThemWrittenAgain() throws Exception {
    try (var rig = rig(8 << 20)) {
      appendDuringASync(rig);
      Rig.until(() -> inFiles().contains("three"));
      disk.failSyncs(1);
      disk.answer();
      rig.journal.flush().block(Rig.SOON);

      assertThat(rig.read()).containsExactly("one", "two", "three");
      assertThat(disk.lies()).isZero();
    }
  }

  @Test
  void noneIsReadBeforeItIsSynced() throws Exception {
    try (var rig = rig(8 << 20)) {
      rig.write("before");
      appendDuringASync(rig);
      Rig.until(() -> inFiles().contains("three"));

      assertThat(rig.read()).containsExactly("before");
      disk.answer();
    }
  }

  @Test
  void fileThatIsFullTakesNoMoreUntilItIsSynced() throws Exception {
    try (var rig = rig(1)) {
      appendDuringASync(rig);
      assertThat(Rig.files(directory, ".log")).hasSize(1);

      disk.answer();
      rig.journal.flush().block(Rig.SOON);
      assertThat(rig.read()).containsExactly("one", "two", "three");
      assertThat(Rig.files(directory, ".log")).hasSizeBetween(2, 3);
    }
  }

  private void appendDuringASync(Rig rig) {
    disk.hang();
    rig.append("one");
    Rig.until(disk::isHanging);
    rig.append("two");
    rig.append("three");
  }

  private Rig rig(long segmentBytes) throws IOException {
    return Rig.on(disk, new JournalConfig(directory, segmentBytes, 1 << 20));
  }

  private String inFiles() {
    var all = new StringBuilder();
    for (var name : Rig.files(directory, ".log")) {
      try {
        all.append(Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return all.toString();
  }

  private void copyFiles() throws IOException {
    for (var name : Rig.files(directory, ".log")) {
      Files.copy(directory.resolve(name), asFoundNext.resolve(name));
    }
  }
}
