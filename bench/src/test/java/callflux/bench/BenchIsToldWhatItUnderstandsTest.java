package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchIsToldWhatItUnderstandsTest {
  @TempDir private Path folder;

  private record Outcome(int exitCode, String printed) {}

  @Test
  void aSubjectThatThereIsNotIsNamed() {
    for (String command : new String[] {"load", "compare", "capacity"}) {
      String option = command.equals("load") ? "--subject=nosuch" : "--subjects=callflux,nosuch";
      var outcome = execute(command, option, "--out=" + folder);

      assertThat(outcome.exitCode()).as(command).isEqualTo(2);
      assertThat(outcome.printed()).contains("no such peer: nosuch").doesNotContain("Exception");
    }
  }

  @Test
  void noCallsAreNoLoad() {
    for (String command : new String[] {"load", "compare", "memory"}) {
      var outcome = execute(command, "--calls=0", "--out=" + folder);

      assertThat(outcome.exitCode()).as(command).isEqualTo(2);
      assertThat(outcome.printed()).contains("'0' is no whole number above 0");
    }
  }

  @Test
  void capitalsDoNotMatter() {
    for (String profile : new String[] {"echo", "ECHO", "Talk"}) {
      var outcome = execute("compare", "--profile=" + profile, "--subjects=nosuch");

      assertThat(outcome.printed()).contains("no such peer: nosuch");
    }
    assertThat(execute("ear", "--voices=nosuch").printed()).contains("but was 'nosuch'");
    assertThat(execute("ear", "--voices=slt,Awb", "--most=x").printed()).contains("'x'");
  }

  @Test
  void aGatewayBehindTlsIsNotCalled() {
    var outcome = execute("load", "--url=https://gateway.example", "--out=" + folder);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.printed()).contains("over http only");
  }

  @Test
  void thereIsNoReportOfNothing() {
    var outcome = execute("report", "--from=" + folder);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.printed())
        .contains("FAILED: there are no results in")
        .doesNotContain("Exception");
  }

  private static Outcome execute(String... arguments) {
    var printed = new StringWriter();
    int exitCode =
        Bench.commandLine()
            .setOut(new PrintWriter(printed))
            .setErr(new PrintWriter(printed))
            .execute(arguments);
    return new Outcome(exitCode, printed.toString());
  }
}
