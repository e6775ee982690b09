package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9`, ten times, each time in the middle of what the last one left.
class KilledProcessKeepsItsPromisesTest {
  private static final int KILLS = 10;
  private static final int DOTS = 200_000;

  @TempDir Path directory;

  @Test
  void whatItSaidIsOnDiskIsRead() throws Exception {
    var random = new Random(9);
    int next = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int promised;
      try (var process =
          AppendingProcess.start(List.of(), directory, next, Integer.MAX_VALUE / 2, DOTS)) {
        assertThat(process.promises(1 + random.nextInt(20))).isTrue();
        promised = process.kill();
      }
      try (var rig = Rig.in(directory)) {
        var records = rig.readRecords();
        var numbers = records.stream().map(KilledProcessKeepsItsPromisesTest::number).toList();

        // One more may have been on disk before it could be said.
        assertThat(numbers)
            .as("kill %d", kill)
            .isEqualTo(IntStream.range(next, next + numbers.size()).boxed().toList())
            .hasSizeBetween(promised + 1 - next, promised + 2 - next);
        next += numbers.size();
        rig.journal.reader().confirm(records.getLast().after());
      }
    }
  }

  private static int number(Written record) {
    var text = Rig.text(record);
    int number = Integer.parseInt(text.replace(".", ""));
    assertThat(text).hasSize(String.valueOf(number).length() + number * 7_919 % DOTS);
    return number;
  }
}
