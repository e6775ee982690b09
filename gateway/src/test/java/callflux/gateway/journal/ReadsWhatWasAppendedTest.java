package callflux.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/// A journal whose disk does nothing unusual.
class ReadsWhatWasAppendedTest {
  @TempDir Path directory;

  @Test
  void recordsAreReadInTheirOrderAndOnce() throws Exception {
    try (var rig = Rig.in(directory)) {
      rig.write("one", "two", "three");

      assertThat(rig.journal.reader().read(2)).extracting(Rig::text).containsExactly("one", "two");
      assertThat(rig.journal.reader().read(2)).extracting(Rig::text).containsExactly("three");
      assertThat(rig.journal.reader().read(2)).isEmpty();

      rig.write("four");
      assertThat(rig.read()).containsExactly("four");
    }
  }

  @Test
  void whatWasNotConfirmedIsReadAgainAfterAStart() throws Exception {
    try (var rig = Rig.in(directory)) {
      rig.write("one", "two", "three");
      var records = rig.readRecords();
      rig.journal.reader().confirm(records.get(1).after());
      rig.journal.reader().confirm(records.getFirst().after());
    }
    try (var rig = Rig.in(directory)) {
      rig.write("four");

      assertThat(rig.read()).containsExactly("three", "four");
    }
  }

  @Test
  void whatWasNotReadCanNotBeConfirmed() throws Exception {
    try (var rig = Rig.in(directory)) {
      rig.write("one", "two");
      var reader = rig.journal.reader();
      var first = reader.read(1).getFirst().after();

      assertThatThrownBy(() -> reader.confirm(new Position(first.segment(), first.offset() + 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /// As a record inside a record, the mark that records are found by, and nothing at all.
  @Test
  void bodyMayBeAnything() throws Exception {
    byte[] record = new byte[60];
    RecordCodec.encode(List.of(new Frame(7, "inner".getBytes(UTF_8))), true).get(record, 0, 33);
    var mark = ByteBuffer.allocate(4).putInt(0xff_c0_fe_f5).array();
    try (var rig = Rig.in(directory)) {
      rig.journal.append(() -> record);
      rig.journal.append(() -> mark);
      rig.write("", "last");

      assertThat(rig.readRecords())
          .extracting(Written::body)
          .containsExactly(record, mark, new byte[0], "last".getBytes(UTF_8));
    }
  }

  @Test
  void largeRecordsAreReadAFewAtOnce() throws Exception {
    byte[] large = new byte[3 << 20];
    byte[] largest = new byte[RecordCodec.MOST_BYTES];
    try (var rig = Rig.in(directory)) {
      for (int i = 0; i < 4; i++) {
        rig.journal.append(() -> large);
      }
      rig.journal.append(() -> largest);
      rig.write();

      assertThat(rig.journal.reader().read(100)).hasSize(2);
      assertThat(rig.journal.reader().read(100)).hasSize(2);
      assertThat(rig.journal.reader().read(100)).extracting(Written::body).containsExactly(largest);
    }
  }

  @Test
  void recordThatCanNotBeMadeIsLeftOutAndCounted() throws Exception {
    try (var rig = Rig.in(directory)) {
      rig.append("one");
      rig.journal.append(() -> {
        throw new IllegalStateException("what the caller said");
      });
      rig.journal.append(() -> {
        throw new StackOverflowError();
      });
      rig.journal.append(() -> new byte[RecordCodec.MOST_BYTES + 1]);
      rig.write("two");

      assertThat(rig.read()).containsExactly("one", "two");
      assertThat(rig.lost("broken")).isEqualTo(3);
      assertThat(rig.errors())
          .hasSize(3)
          .noneMatch(line -> line.getKeyValuePairs().toString().contains("caller"));
    }
  }

  @Test
  void readerIsToldWhenThereIsMore() throws Exception {
    try (var rig = Rig.in(directory)) {
      var reader = rig.journal.reader();
      var first = reader.more().toFuture();
      assertThat(first).isNotDone();
      rig.append("one");
      first.get(Rig.SOON.toSeconds(), TimeUnit.SECONDS);

      // It was not read yet.
      StepVerifier.create(reader.more()).expectComplete().verify(Rig.SOON);
      assertThat(rig.read()).containsExactly("one");

      var second = reader.more().toFuture();
      assertThat(second).isNotDone();
      rig.append("two");
      second.get(Rig.SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(rig.read()).containsExactly("two");
    }
    try (var rig = Rig.in(directory)) {
      StepVerifier.create(rig.journal.reader().more()).expectComplete().verify(Rig.SOON);
    }
  }

  @Test
  void flushOfNothingCompletes() throws Exception {
    try (var rig = Rig.in(directory)) {
      StepVerifier.create(rig.journal.flush()).expectComplete().verify(Rig.SOON);
    }
  }

  @Test
  void closingWritesWhatIsLeft() throws Exception {
    var lines = IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList();
    try (var rig = Rig.in(directory)) {
      lines.forEach(rig::append);
    }
    try (var rig = Rig.in(directory)) {
      assertThat(rig.read()).isEqualTo(lines);
    }
  }

  @Test
  void closedJournalTakesNothing() throws Exception {
    var rig = Rig.in(directory);
    rig.write("one");
    rig.close();

    assertThat(rig.append("two")).isFalse();
    assertThat(rig.lost("closed")).isEqualTo(1);
    assertThat(rig.journal.isTroubled()).isTrue();
    StepVerifier.create(rig.journal.flush())
        .expectError(IllegalStateException.class)
        .verify(Rig.SOON);
    assertThatThrownBy(rig::read).isInstanceOf(ClosedChannelException.class);
    rig.journal.close(Duration.ZERO);
  }

  @Test
  void nameOutlastsTheProcessButNotItsFile() throws Exception {
    String name;
    try (var rig = Rig.in(directory)) {
      name = rig.journal.instance();
      assertThat(name).matches("[0-9a-f]{16}");
    }
    try (var rig = Rig.in(directory)) {
      assertThat(rig.journal.instance()).isEqualTo(name);
    }
    Files.writeString(directory.resolve("instance"), "rubbish");
    try (var rig = Rig.in(directory)) {
      assertThat(rig.journal.instance()).matches("[0-9a-f]{16}").isNotEqualTo(name);
      assertThat(rig.errors()).hasSize(1);
    }
  }
}
