package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveInMemory;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Row;
import callflux.gateway.archive.Sealer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that is in the journal comes to the archive, in order and once, through however many lives
/// of the gateway.
class RowsReachTheArchiveTest {
  private final ArchiveInMemory archive = new ArchiveInMemory(new EntryCodec(Sealer.NONE));

  @TempDir private Path directory;

  @Test
  void inOrderAndByTheHundred() throws IOException {
    try (var freight = new Freight(directory, archive)) {
      freight.writes("CA1", 1_234);
      freight.ships();
      freight.drains();

      assertThat(archive.added()).allMatch(rows -> rows.size() <= 500).hasSizeLessThan(10);
      assertThat(archive.added().stream().flatMap(List::stream))
          .extracting(Row::seq)
          .containsExactlyElementsOf(IntStream.range(0, 1_234).boxed().toList());
      assertThat(freight.figure("callflux.transcript.shipped")).isEqualTo(1_234);
      assertThat(freight.figure("callflux.transcript.lag")).isZero();
      assertThat(freight.figure("callflux.database.up")).isEqualTo(1);
    }
  }

  @Test
  void whatIsWrittenWhileItShips() throws IOException {
    try (var freight = new Freight(directory, archive)) {
      freight.ships();
      for (int seq = 0; seq < 50; seq++) {
        freight.writes(Sample.entry("CA1", seq, new Pressed("1")));
      }
      freight.drains();

      assertThat(archive.rows("CA1")).hasSize(50);
    }
  }

  @Test
  void whatWasConfirmedIsNotSentAgain() throws IOException {
    try (var freight = new Freight(directory, archive)) {
      freight.writes("CA1", 10);
      freight.ships();
      freight.drains();
    }
    int sent = archive.added().size();
    try (var freight = new Freight(directory, archive)) {
      freight.writes("CA2", 10);
      freight.ships();
      freight.drains();
    }

    assertThat(archive.added().subList(sent, archive.added().size()))
        .allSatisfy(rows -> assertThat(rows).extracting(Row::callSid).containsOnly("CA2"));
    assertThat(archive.size()).isEqualTo(20);
  }

  @Test
  void whatWasNotShippedIsThereAtTheNextStart() throws IOException {
    try (var freight = new Freight(directory, archive)) {
      freight.writes("CA1", 10);
    }
    try (var freight = new Freight(directory, archive)) {
      freight.ships();
      freight.drains();
    }

    assertThat(archive.rows("CA1")).hasSize(10);
  }

  @Test
  void drainingGivesUpWhenPatienceEnds() throws IOException {
    archive.hang();
    try (var freight = new Freight(directory, archive)) {
      freight.writes("CA1", 1);
      freight.ships();

      freight.shipper().drained(Duration.ofMillis(200)).block(Freight.PATIENCE);

      assertThat(archive.size()).isZero();
    }
  }
}
