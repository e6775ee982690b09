package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Played to whatever answers in local mode.
@Timeout(120)
class ScenariosCommandTest {
  private static final String GREETED = "steps: [{expect: {heard: voice}}, {press: 1}]";
  private static final String HUSHED = "steps: [{expect: {heard: silence}}, {press: 1}]";

  @TempDir private Path folder;

  private record Outcome(int exitCode, String printed) {}

  @Test
  void folderIsPlayedAndEachToldOf() throws IOException {
    write("greeted", GREETED);
    write("hushed", HUSHED);

    var outcome = execute("scenarios", folder.toString(), "--out=" + folder.resolve("out"));

    assertThat(outcome.exitCode()).as(outcome.printed()).isEqualTo(1);
    assertThat(outcome.printed())
        .containsSubsequence(
            "ok      greeted", "FAILED  hushed", "expected: the caller hears silence", "1 of 2 as");
    assertThat(folder.resolve("out/greeted/heard.wav")).isNotEmptyFile();
    assertThat(folder.resolve("out/hushed/timeline.txt")).isNotEmptyFile();
  }

  @Test
  void callPlaysOneAsWell() throws IOException {
    var file = write("greeted", GREETED);

    var outcome = execute("call", "--scenario=" + file, "--out=" + folder.resolve("out"));

    assertThat(outcome.exitCode()).as(outcome.printed()).isZero();
    assertThat(outcome.printed()).contains("ok      greeted", "1 of 1 as expected");
  }

  @Test
  void mistakeInAFileIsToldAndNothingPlayed() throws IOException {
    write("wrong", "steps: [{shout: hello}]");

    var outcome = execute("scenarios", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.printed())
        .contains("FAILED: ", "wrong.yaml: steps[1] has \"shout\"")
        .doesNotContain("Exception");
  }

  @Test
  void mistakeInAConfigurationIsTold() throws IOException {
    write("wrong", "config: {agent: {speed: 9}}\nsteps: [{press: 1}]");

    var outcome = execute("scenarios", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.printed()).contains("FAILED: wrong: its config is wrong: agent.speed");
  }

  private Path write(String name, String yaml) throws IOException {
    return Files.writeString(folder.resolve(name + ".yaml"), yaml);
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
