package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After an fsync that failed nobody knows what is on disk, and a second one says that all is. So
/// what was not known to be there is written again, elsewhere.
class FailedSyncLosesNothingTest {
  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void recordsAreWrittenAgainToAnotherFileAndReadOnce() throws Exception {
    try (var rig = rig()) {
      rig.write("before");
      disk.failSyncs(1);

      rig.write("one", "two");

      assertThat(rig.read()).containsExactly("before", "one", "two");
      assertThat(Rig.files(directory, ".log"))
          .containsExactly("0000000000000001.log", "0000000000000002.log");
      assertThat(disk.lies()).isZero();
      assertThat(failures(rig)).isEqualTo(1);
    }
  }

  @Test
  void nothingIsReadThatIsNotOnDisk() throws Exception {
    try (var rig = rig()) {
      rig.write("before");
      disk.failSyncs(Integer.MAX_VALUE);
      rig.append("one");
      Rig.until(() -> failures(rig) > 3);

      assertThat(rig.read()).containsExactly("before");

      disk.failSyncs(0);
      rig.journal.flush().block(Rig.SOON);
      assertThat(rig.read()).containsExactly("one");
      assertThat(disk.lies()).isZero();
    }
  }

  /// A failure may be one disk's last word, or nothing: the second in a row counts.
  @Test
  void secondFailureInARowIsTrouble() throws Exception {
    try (var rig = rig()) {
      disk.failSyncs(Integer.MAX_VALUE);
      rig.append("one");
      Rig.until(rig.journal::isTroubled);
      assertThat(rig.meters.get("callflux.journal.troubled").gauge().value()).isEqualTo(1);

      disk.failSyncs(0);
      rig.journal.flush().block(Rig.SOON);

      assertThat(rig.journal.isTroubled()).isFalse();
      assertThat(rig.read()).containsExactly("one");
    }
  }

  @Test
  void operatorIsToldOnce() throws Exception {
    try (var rig = rig()) {
      disk.failSyncs(20);
      rig.write("one");

      assertThat(failures(rig)).isEqualTo(20);
      assertThat(rig.errors())
          .singleElement()
          .satisfies(line ->
              assertThat(line.getKeyValuePairs().toString())
                  .contains("\"java.io.IOException: Input/output error\"", "waiting=\"1\""));
    }
  }

  /// The file that failed still holds what was written again: the process ended before it was cut.
  @Test
  void whatIsThereTwiceAfterAStartIsReadOnce() throws Exception {
    disk.keepTails();
    try (var rig = rig()) {
      rig.write("one");
      disk.failSyncs(3);
      rig.write("two", "three");
      rig.write("four");
    }
    assertThat(Rig.files(directory, ".log")).hasSize(4);

    try (var rig = rig()) {
      assertThat(rig.read()).containsExactly("one", "two", "three", "four");
      assertThat(rig.quarantined()).isZero();
    }
  }

  @Test
  void norIsItIfItsFirstCopyIsConfirmed() throws Exception {
    disk.keepTails();
    try (var rig = rig()) {
      rig.write("one");
      disk.failSyncs(1);
      rig.write("two", "three");
    }
    try (var rig = rig()) {
      var copies = rig.readRecords();
      assertThat(copies.get(1).after().segment()).isEqualTo(1);
      rig.journal.reader().confirm(copies.get(1).after());
    }

    try (var rig = rig()) {
      assertThat(rig.read()).containsExactly("three");
    }
  }

  /// And with it the file is gone.
  @Test
  void norIsItIfTheWholeFileOfTheFirstCopyIs() throws Exception {
    disk.keepTails();
    try (var rig = rig()) {
      rig.write("one");
      disk.failSyncs(1);
      rig.write("two");
    }
    try (var rig = rig()) {
      rig.journal.reader().confirm(rig.readRecords().getLast().after());
      assertThat(Rig.files(directory, ".log")).containsExactly("0000000000000002.log");
    }

    try (var rig = rig()) {
      rig.write("three");
      assertThat(rig.read()).containsExactly("three");
    }
  }

  @Test
  void fifthOfAllFailing() throws Exception {
    try (var rig = rig()) {
      for (int i = 0; i < 500; i++) {
        disk.failSyncs(i % 5 == 0 ? 1 : 0);
        rig.write("line " + i);
      }

      assertThat(rig.read())
          .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "line " + i).toList());
      assertThat(disk.lies()).isZero();
    }
  }

  private Rig rig() throws Exception {
    return Rig.on(disk, JournalConfig.in(directory));
  }

  private static double failures(Rig rig) {
    return rig.meters.get("callflux.journal.failures").counter().count();
  }
}
