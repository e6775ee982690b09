package callflux.gateway.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Row;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A row that the archive can't take is kept in a file, and holds nothing up.
class PoisonIsBuriedAndTheRestGoesOnTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Shipper.class);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir private Path directory;
  private Freight freight;

  @BeforeEach
  void begin() throws IOException {
    log.start();
    LOGGER.addAppender(log);
    freight = new Freight(directory);
  }

  @AfterEach
  void end() {
    freight.close();
    LOGGER.detachAppender(log);
  }

  @Test
  void allButTheseAreShippedInOrder() throws IOException {
    freight.archive.poison(row -> List.of(0, 257, 258, 1_199).contains(row.seq()));
    freight.writes("CA1", 1_200);
    ship();

    assertThat(freight.archive.rows("CA1")).hasSize(1_196);
    assertThat(freight.archive.added().stream().flatMap(List::stream))
        .extracting(Row::seq)
        .isSorted();
    assertThat(dead().stream().map(line -> freight.codec.row(line.getBytes(UTF_8))))
        .extracting(Row::seq)
        .containsExactly(0, 257, 258, 1_199);
    assertThat(freight.figure("callflux.transcript.dead")).isEqualTo(4);
    assertThat(freight.figure("callflux.transcript.shipped")).isEqualTo(1_196);
    assertThat(freight.figure("callflux.database.up")).isEqualTo(1);
  }

  @Test
  void aDeadLetterIsTheRowAsItWas() throws IOException {
    var entry = Sample.entry("CA1", 1, new CallerSpoke("u1", "Dead \n words."));
    freight.archive.poison(_ -> true);
    freight.writes(entry);
    ship();

    assertThat(dead()).hasSize(1);
    assertThat(freight.codec.entry(freight.codec.row(dead().getFirst().getBytes(UTF_8))))
        .isEqualTo(entry);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void anOperatorIsToldOfItAndNotItsWords() {
    freight.archive.poison(_ -> true);
    freight.writes(Sample.entry("CA1", 1, new CallerSpoke("u1", "Dead words.")));
    ship();

    assertThat(log.list)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getLevel()).isEqualTo(Level.ERROR);
          assertThat(line.getKeyValuePairs().toString())
              .contains("CA1 1 caller")
              .doesNotContain("Dead words");
        });
  }

  @Test
  void aRecordThatIsNoEntryIsBuriedToo() throws IOException {
    byte[] nonsense = "no\njson".getBytes(UTF_8);
    freight.writes("CA1", 3);
    freight.writes(nonsense);
    freight.writes("CA2", 3);
    ship();

    assertThat(freight.archive.size()).isEqualTo(6);
    assertThat(dead())
        .containsExactly(
            "{\"undecodable\":\"" + Base64.getEncoder().encodeToString(nonsense) + "\"}");
  }

  @Test
  void whatIsBuriedIsNotSentAgain() throws IOException {
    freight.archive.poison(_ -> true);
    freight.writes("CA1", 3);
    ship();
    freight.close();
    int asked = freight.archive.asked();
    freight = new Freight(directory, freight.archive);
    ship();

    assertThat(freight.archive.asked()).isEqualTo(asked);
    assertThat(dead()).hasSize(3);
  }

  @Test
  void aLineThatWasBegunAndNotFinishedSpoilsNoOther() throws IOException {
    Files.writeString(file(), "{\"call\":\"CA0\",");
    freight.archive.poison(_ -> true);
    freight.writes("CA1", 1);
    ship();

    assertThat(dead()).hasSize(2);
    assertThat(freight.codec.row(dead().get(1).getBytes(UTF_8)).callSid()).isEqualTo("CA1");
  }

  private void ship() {
    freight.ships();
    freight.drains();
  }

  private List<String> dead() throws IOException {
    return Files.readAllLines(file());
  }

  private Path file() {
    return directory.resolve("dead-letters.jsonl");
  }
}
