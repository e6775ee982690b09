package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// A real file system of one mebibyte. Needs root, and to be let mount it.
@Tag("peer")
@EnabledIf("isRoot")
class DiskFillsUpPeerTest {
  private static final List<String> LINES =
      IntStream.range(0, 3_000).mapToObj(i -> "line %d %s".formatted(i, "x".repeat(700))).toList();

  @TempDir Path mount;

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  @BeforeEach
  void mount() throws Exception {
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString()))
        .as("a file system can be mounted")
        .isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "--lazy", mount.toString());
  }

  /// What is confirmed makes room for what waits, although to write down that it is confirmed takes
  /// room, too.
  @Test
  void confirmingMakesRoomForAllThatWaits() throws Exception {
    var read = new ArrayList<String>();
    try (var rig = rig()) {
      LINES.forEach(line -> assertThat(rig.append(line)).isTrue());
      Rig.until(rig.journal::isTroubled);

      while (read.size() < LINES.size()) {
        rig.journal.reader().more().block(Rig.SOON);
        for (var record : rig.journal.reader().read(100)) {
          read.add(Rig.text(record));
          rig.journal.reader().confirm(record.after());
        }
      }

      assertThat(read).isEqualTo(LINES);
      rig.journal.flush().block(Rig.SOON);
      assertThat(rig.journal.isTroubled()).isFalse();
      assertThat(rig.lost("full")).isZero();
      assertThat(rig.errors()).hasSize(1);
    }
    try (var rig = rig()) {
      assertThat(rig.read()).isEmpty();
    }
  }

  @Test
  void somebodyElseMakesRoom() throws Exception {
    var others = mount.resolve("others");
    Files.write(others, new byte[1_000_000]);
    var lines = LINES.subList(0, 500);
    try (var rig = rig()) {
      lines.forEach(rig::append);
      Rig.until(rig.journal::isTroubled);

      Files.delete(others);
      rig.journal.flush().block(Rig.SOON);

      assertThat(rig.read()).isEqualTo(lines);
    }
  }

  private Rig rig() throws Exception {
    return Rig.on(new FaultyDisk(), JournalConfig.in(mount.resolve("journal")));
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
