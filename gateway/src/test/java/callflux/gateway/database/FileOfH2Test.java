package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.Sealer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another process has it, and has kept something.
class FileOfH2Test {
  @TempDir private Path directory;

  @Test
  void whatWasKeptOutlivesAKill() throws Exception {
    try (var keeper = Keeper.start(directory)) {
      for (int call = 1; call <= 20; call++) {
        keeper.keeps();
      }
      keeper.kill();
    }
    var database = open();
    for (int call = 1; call <= 20; call++) {
      assertThat(database.call(sid(call)).blockOptional(LONG)).isPresent();
    }
    database.close().block(LONG);
  }

  @Test
  void twoTakeTurnsWithIt() throws Exception {
    var database = open();
    try (var keeper = Keeper.start(directory)) {
      keeper.keeps();
      assertThat(database.call(sid(1)).blockOptional(LONG)).isPresent();
      keeper.keeps();
      database.add(rows(Samples.call(sid(1_000), MORNING, 3))).block(LONG);
      keeper.keeps();
      assertThat(database.call(sid(3)).blockOptional(LONG)).isPresent();
    }
    database.close().block(LONG);
  }

  @Test
  void oneThatIsDamagedIsLeftForSomebodyToMend() throws Exception {
    Files.write(directory.resolve("transcripts.mv.db"), new byte[20_000]);
    var database = open();
    assertThat(Verdicts.of(database.next(sid(1)))).isEqualTo(Verdict.REFUSED);
    database.close().block(LONG);
  }

  private Database open() {
    return Place.openIn(new DatabaseConfig(null, null, directory), Sealer.NONE);
  }
}
