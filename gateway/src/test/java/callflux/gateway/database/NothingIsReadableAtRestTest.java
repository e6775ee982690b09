package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.sid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/// With a key, the files of a database hold nothing that was said.
class NothingIsReadableAtRestTest {
  private static final String SENTENCE = "the heron waits beside the violet canal";
  private static final String NUMBER = "+14155550173";
  private static final Sealer SEALED = new Sealer(List.of(new Sealer.Key(key())));

  @TempDir private Path directory;

  @Test
  void inTheFileOfH2() throws Exception {
    assertThat(hits(inH2(Sealer.NONE, "open"))).isPositive();
    assertThat(hits(inH2(SEALED, "sealed"))).isZero();
  }

  @Test
  void inThePostgresServersDirectoryAndItsLog() throws Exception {
    try (var server = PostgresServer.start()) {
      keep(Place.openIn(server.config("postgres"), SEALED), SEALED);
      server.sql("postgres", "checkpoint");
      assertThat(hits(server.directory())).isZero();

      keep(Place.openIn(server.config(server.database()), Sealer.NONE), Sealer.NONE);
      server.sql("postgres", "checkpoint");
      assertThat(hits(server.directory())).isPositive();
    }
  }

  @Test
  void norByAGatewayWithoutTheKey() throws IOException {
    var into = inH2(SEALED, "sealed");
    var database = Place.openIn(new DatabaseConfig(null, null, into), Sealer.NONE);
    try {
      StepVerifier.create(database.call(sid(1))).verifyError(Sealer.SealBroken.class);
    } finally {
      database.close().block(LONG);
    }
  }

  private Path inH2(Sealer sealer, String name) throws IOException {
    var into = Files.createDirectory(directory.resolve(name));
    keep(Place.openIn(new DatabaseConfig(null, null, into), sealer), sealer);
    return into;
  }

  private static void keep(Database database, Sealer sealer) {
    var codec = new EntryCodec(sealer);
    var entries =
        List.of(
            Samples.began(sid(1), MORNING),
            Samples.entry(sid(1), 1, MORNING, new CallerSpoke("a", SENTENCE + " " + NUMBER)),
            Samples.entry(sid(1), 2, MORNING, new AgentSpoke("b", SENTENCE, NUMBER)),
            Samples.entry(
                sid(1),
                3,
                MORNING,
                new ToolRan("c", "look_up", SENTENCE, NUMBER, false, Duration.ZERO)),
            Samples.entry(sid(1), 4, MORNING, new Pressed(NUMBER)),
            Samples.ended(sid(1), 5, MORNING));
    database.add(entries.stream().map(codec::row).toList()).block(LONG);
    var findings =
        new Analysis.Findings(
            SENTENCE, NUMBER, 0.5, 50, List.of(SENTENCE), List.of("call " + NUMBER));
    database.add(new Analysis(sid(1), 1, MORNING, "lexicon", findings, null, 0)).block(LONG);
    assertThat(database.call(sid(1)).blockOptional(LONG))
        .hasValueSatisfying(call -> {
          assertThat(call.entries()).isEqualTo(entries);
          assertThat(call.analysis()).isNotNull();
        });
    database.close().block(LONG);
  }

  /// In how many files either is found, as bytes.
  private static long hits(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      var regular = files.filter(Files::isRegularFile).toList();
      assertThat(regular).isNotEmpty();
      long hits = 0;
      for (var file : regular) {
        var text = new String(Files.readAllBytes(file), ISO_8859_1);
        if (text.contains(SENTENCE) || text.contains(NUMBER)) {
          hits++;
        }
      }
      return hits;
    }
  }

  private static byte[] key() {
    byte[] key = new byte[Sealer.Key.BYTES];
    Arrays.fill(key, (byte) 0x5a);
    return key;
  }
}
