package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MicroCommandTest {
  @TempDir private Path out;

  private record Outcome(int exitCode, String printed, String complaints) {}

  /// Nothing here depends on a figure, so that others may measure at the same time.
  @BeforeAll
  static void sharesTheMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void printsALineForEachBenchmarkAndKeepsItsResults() throws IOException {
    var file = out.resolve("micro.json");

    var outcome = micro("--quick", "--filter=G711.*muLawDecode", "--json=" + file);

    assertThat(outcome.exitCode()).as(outcome.complaints()).isZero();
    assertThat(outcome.printed().lines())
        .hasSize(2)
        .first()
        .asString()
        .containsSubsequence("benchmark", "ns/op", "error", "B/op");
    assertThat(outcome.printed().lines())
        .last()
        .asString()
        .matches("G711\\.muLawDecode +[0-9,.]+ +± [0-9,.]+ +[0-9,]+");
    JsonNode results = new JsonMapper().readTree(Files.readString(file));
    assertThat(results.size()).isEqualTo(1);
    assertThat(results.get(0).get("primaryMetric").get("scoreUnit").asString()).isEqualTo("ns/op");
  }

  @Test
  void saysWhenNoBenchmarkIsMeant() {
    var outcome = micro("--filter=NoSuchThing");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.complaints()).contains("no benchmark is named NoSuchThing");
  }

  @Test
  void saysThatAFilterIsNoRegularExpression() {
    var outcome = micro("--filter=(");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.complaints()).contains("--filter", "Unclosed group");
  }

  @Test
  void saysWhenItsResultsCannotBeKept() {
    var outcome = micro("--filter=muLawDecode", "--json=" + out.resolve("absent/micro.json"));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.complaints()).contains("FAILED: ", "micro.json");
    assertThat(outcome.printed()).isEmpty();
  }

  private static Outcome micro(String... options) {
    var printed = new StringWriter();
    var complaints = new StringWriter();
    var arguments = new String[options.length + 1];
    arguments[0] = "micro";
    System.arraycopy(options, 0, arguments, 1, options.length);
    int exitCode =
        Bench.commandLine()
            .setOut(new PrintWriter(printed))
            .setErr(new PrintWriter(complaints))
            .execute(arguments);
    return new Outcome(exitCode, printed.toString(), complaints.toString());
  }
}
