package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/// What a disk has no room for is kept until it has, as far as the memory goes, and what can't be
/// kept is refused at once.
class FullDiskIsWaitedForTest {
  private static final long MEMORY = 64 << 10;

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void nothingIsLostIfThereIsRoomAgain() throws Exception {
    try (var rig = rig()) {
      rig.write("before");
      disk.leaveRoom(50);
      var kept = fill(rig, 20);
      Rig.until(rig.journal::isTroubled);

      disk.clear();
      rig.journal.flush().block(Rig.SOON);

      assertThat(rig.read()).startsWith("before").endsWith("line 19").hasSize(kept.size() + 1);
      assertThat(rig.lost("full")).isZero();
      Rig.until(() -> !rig.journal.isTroubled());
    }
  }

  @Test
  void whatDoesNotFitInMemoryIsRefusedAndTheRestIsKept() throws Exception {
    disk.leaveRoom(0);
    try (var rig = rig()) {
      var kept = fill(rig, 5_000);
      assertThat(kept).hasSizeBetween(60, 4_000);
      assertThat(rig.lost("full")).isEqualTo(5_000 - kept.size());

      disk.clear();
      rig.journal.flush().block(Rig.SOON);

      assertThat(rig.read()).isEqualTo(kept);
      assertThat(rig.append("goes on")).isTrue();
    }
  }

  /// Each attempt makes a file, and a day has many.
  @Test
  void attemptsLeaveNothingBehindAndAreToldOnce() throws Exception {
    disk.leaveRoom(4);
    try (var rig = rig()) {
      rig.append("line");
      Rig.until(() -> rig.meters.get("callflux.journal.failures").counter().count() > 20);

      assertThat(Rig.files(directory, ".log")).hasSizeLessThan(2);
      assertThat(rig.errors()).hasSize(1);
      assertThat(rig.read()).isEmpty();
      disk.clear();
    }
  }

  /// What was written of a record before there was no more room is none.
  @Test
  void beginningOfWhatDidNotFitIsNothing() throws Exception {
    disk.keepTails();
    try (var rig = rig()) {
      rig.write("before");
      disk.leaveRoom(30);
      rig.append("does not fit");
      Rig.until(rig.journal::isTroubled);
      disk.clear();
      rig.journal.flush().block(Rig.SOON);
    }

    try (var rig = rig()) {
      assertThat(rig.read()).containsExactly("before", "does not fit");
      assertThat(rig.quarantined()).isPositive();
    }
  }

  @Test
  void whatIsStillWaitingWhenTheJournalIsClosedIsCounted() throws Exception {
    var rig = rig();
    disk.leaveRoom(0);
    fill(rig, 3);
    var flushed = rig.journal.flush().toFuture();

    rig.journal.close(Duration.ofMillis(20));

    assertThat(flushed).failsWithin(Rig.SOON);
    assertThat(rig.lost("closed")).isEqualTo(3);
    assertThat(rig.errors()).hasSize(2);
    rig.close();
    try (var again = rig()) {
      assertThat(again.read()).isEmpty();
    }
  }

  /// A disk that never answers is no better than a full one.
  @Test
  void diskThatHangsIsTroubleWhenHalfTheMemoryIsTaken() throws Exception {
    try (var rig = rig()) {
      disk.hang();
      assertThat(fill(rig, 10)).hasSize(10);
      Rig.until(disk::isHanging);
      assertThat(rig.journal.isTroubled()).isFalse();

      assertThat(fill(rig, 2_000)).hasSizeLessThan(1_000);
      assertThat(rig.journal.isTroubled()).isTrue();
      assertThat(rig.lost("full")).isPositive();

      disk.answer();
      rig.journal.flush().block(Rig.SOON);
      assertThat(rig.journal.isTroubled()).isFalse();
    }
  }

  @Test
  void flushWaitsForTheDisk() throws Exception {
    try (var rig = rig()) {
      disk.hang();
      rig.append("line");

      StepVerifier.create(rig.journal.flush())
          .expectSubscription()
          .then(() -> assertThat(rig.unread()).isZero())
          .then(disk::answer)
          .expectComplete()
          .verify(Rig.SOON);
      assertThat(rig.unread()).isPositive();
    }
  }

  private Rig rig() throws Exception {
    return Rig.on(disk, new JournalConfig(directory, 8 << 20, MEMORY));
  }

  /// @return the lines that were taken
  private static List<String> fill(Rig rig, int lines) {
    var taken = new ArrayList<String>();
    for (int i = 0; i < lines; i++) {
      if (rig.append("line " + i)) {
        taken.add("line " + i);
      }
    }
    return taken;
  }
}
