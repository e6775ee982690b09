package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// System calls that fail at random: nothing of ours knows of it. Needs libfiu's `fiu-run`, of
/// Debian's fiu-utils.
@Tag("peer")
@EnabledIf("isInstalled")
class SyncFailsBelowTheJvmPeerTest {
  private static final int RECORDS = 1_000;

  @TempDir Path directory;

  static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/fiu-run"));
  }

  @Test
  void fifthOfAllSyncs() throws Exception {
    runs("posix/io/sync/fsync", "posix/io/sync/fdatasync");

    // Each that failed was the end of a file.
    assertThat(Rig.files(directory, ".log")).hasSizeGreaterThan(RECORDS / 10);
  }

  @Test
  void fifthOfAllWrites() throws Exception {
    runs("posix/io/rw/write", "posix/io/rw/pwrite");

    assertThat(Rig.files(directory, ".log")).hasSizeGreaterThan(RECORDS / 10);
  }

  private void runs(String... faults) throws Exception {
    var fiu = new ArrayList<>(List.of("fiu-run", "-x"));
    for (var fault : faults) {
      fiu.addAll(List.of("-c", "enable_random name=" + fault + ",probability=0.2"));
    }
    try (var process = AppendingProcess.start(fiu, directory, 0, RECORDS, 0)) {
      assertThat(process.end()).isEqualTo(RECORDS - 1);
    }
    try (var rig = Rig.in(directory)) {
      assertThat(rig.read())
          .isEqualTo(IntStream.range(0, RECORDS).mapToObj(String::valueOf).toList());
      assertThat(rig.quarantined()).isZero();
    }
  }
}
