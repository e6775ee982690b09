package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever becomes of a record on disk, it is not taken for one, and all others are read.
class FlippedBitsArePassedOverTest {
  private static final String FILE = "0000000000000001.log";
  private static final int FLIPS = 1_000;
  private static final List<String> LINES =
      IntStream.range(0, 40).mapToObj(i -> "line " + i + " " + "ä".repeat(i)).toList();

  @TempDir Path directory;
  private byte[] bytes = new byte[0];
  private List<Integer> ends = List.of();

  @BeforeEach
  void write() throws Exception {
    try (var rig = Rig.in(directory)) {
      rig.write(LINES.toArray(String[]::new));
      ends = rig.readRecords().stream().map(record -> (int) record.after().offset()).toList();
    }
    bytes = Files.readAllBytes(directory.resolve(FILE));
  }

  @Test
  void oneBitIsFoundWhereverItIs() throws Exception {
    var random = new Random(6);
    for (int i = 0; i < FLIPS; i++) {
      oneBitIsFound(random.nextInt(bytes.length), random.nextInt(8));
    }
  }

  /// Among them those that make a length negative, zero, longer than the file, or that of the
  /// record and the next together.
  @Test
  void everyBitOfTheFirstHeadsIsFound() throws Exception {
    for (int at = 0; at < RecordCodec.FILE_HEAD + RecordCodec.HEAD; at++) {
      for (int bit = 0; bit < 8; bit++) {
        oneBitIsFound(at, bit);
      }
    }
  }

  private void oneBitIsFound(int at, int bit) throws IOException {
    flip(at, bit);
    int hit = (int) ends.stream().filter(end -> end <= at).count();
    boolean inHead = at < RecordCodec.FILE_HEAD;
    var expected = new ArrayList<>(LINES);
    if (!inHead) {
      expected.remove(hit);
    }
    var meters = new SimpleMeterRegistry();

    assertThat(read(meters)).as("byte %d, bit %d", at, bit).isEqualTo(expected);

    assertThat(meters.get("callflux.journal.quarantined").counter().count())
        .as("byte %d, bit %d", at, bit)
        .isEqualTo(1);
    int from = inHead ? 0 : hit == 0 ? RecordCodec.FILE_HEAD : ends.get(hit - 1);
    int to = inHead ? RecordCodec.FILE_HEAD : ends.get(hit);
    assertThat(directory.resolve("quarantine/0000000000000001-" + from + ".bad"))
        .hasBinaryContent(Arrays.copyOfRange(flipped(at, bit), from, to));
  }

  @Test
  void operatorIsToldWhatAndWhere() throws Exception {
    flip(ends.getFirst() - 1, 0);
    try (var rig = Rig.in(directory)) {
      assertThat(rig.read()).isEqualTo(LINES.subList(1, LINES.size()));

      assertThat(rig.errors())
          .singleElement()
          .satisfies(line -> {
            assertThat(line.getFormattedMessage())
                .isEqualTo(
                    "a part of the journal is damaged or was never finished, and is passed over");
            assertThat(line.getKeyValuePairs().toString())
                .contains("segment=\"1\"", "offset=\"8\"", "quarantine/0000000000000001-8.bad")
                .doesNotContain("line 0");
          });
    }
  }

  @Test
  void halfAFileOfRubbishIsPassedOver() throws Exception {
    var rubbish = new byte[100_000];
    new Random(7).nextBytes(rubbish);
    var all = Arrays.copyOf(rubbish, rubbish.length + bytes.length);
    System.arraycopy(bytes, 0, all, rubbish.length, bytes.length);
    Files.write(directory.resolve(FILE), all);

    assertThat(read(new SimpleMeterRegistry())).isEqualTo(LINES);
  }

  /// The file that says what is confirmed is of the same disk.
  @Test
  void damagedConfirmationLosesNothing() throws Exception {
    try (var rig = Rig.in(directory)) {
      var records = rig.readRecords();
      rig.journal.reader().confirm(records.get(20).after());
    }
    var confirmed = directory.resolve("confirmed");
    var said = Files.readString(confirmed);
    Files.writeString(confirmed, said.replaceFirst("\\d", "9"));

    try (var rig = Rig.in(directory)) {
      assertThat(rig.read()).isEqualTo(LINES);
      assertThat(rig.errors()).hasSize(1);
    }
  }

  private void flip(int at, int bit) throws IOException {
    Files.write(directory.resolve(FILE), flipped(at, bit));
  }

  private byte[] flipped(int at, int bit) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << bit);
    return flipped;
  }

  private List<String> read(SimpleMeterRegistry meters) throws IOException {
    var home = Directory.make(directory);
    var shelf = new Shelf(home, Position.START);
    var reader =
        new JournalReader(
            home, shelf, new Quarantine(home, new JournalMeters(meters)), Confirmed.read(home));
    try {
      return reader.read(1_000).stream().map(Rig::text).toList();
    } finally {
      reader.close();
    }
  }
}
