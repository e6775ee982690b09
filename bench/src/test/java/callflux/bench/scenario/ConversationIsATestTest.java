package callflux.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.Wav;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scenarios from files, played through a whole gateway to a model with a script.
@Timeout(180)
class ConversationIsATestTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private static SimulatorServer model;
  private static Theatre theatre;

  @BeforeAll
  static void open() {
    model = Objects.requireNonNull(SimulatorServer.start(SimulatorConfig.local()).block(PATIENCE));
    theatre = new Theatre(Map.of("OPENAI_REALTIME_URL", model.url(), "OPENAI_API_KEY", "any"));
  }

  @AfterAll
  static void close() {
    theatre.close();
    model.dispose();
  }

  @TestFactory
  Stream<DynamicTest> goesAsExpected() throws Exception {
    var files = Path.of(Objects.requireNonNull(getClass().getResource("keyed.yaml")).toURI());
    return ScriptReader.readAll(Objects.requireNonNull(files.getParent())).stream()
        .map(script -> DynamicTest.dynamicTest(script.name(), () -> goesAsExpected(script)));
  }

  private void goesAsExpected(Script script) throws IOException {
    var performance = played(script);

    assertThat(performance.failures())
        .as(Notice.of(performance, Notice.write(performance, folder)))
        .isEmpty();
  }

  @Test
  void whatIsNotAsExpectedIsTold() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            """
            title: All wrong
            ends: silence_cap
            steps:
              - expect: {heard: silence, tool: book_appointment, said: good evening}
              - press: "1"
              - expect: {answered: 1ms, cleared: 1s}
            """);

    var performance = played(ScriptReader.read(file));
    var where = Notice.write(performance, folder);
    var notice = Notice.of(performance, where);

    assertThat(performance.failures())
        .extracting(Performance.Failure::expected)
        .containsExactly(
            "the agent says \"good evening\"",
            "the tool book_appointment is called",
            "the caller hears silence",
            "the line is cleared within 1000 ms",
            "an answer is heard within 1 ms",
            "it ends with silence_cap");
    assertThat(notice)
        .startsWith("FAILED  All wrong")
        .contains("before the caller did anything", "after step 1, press: 1")
        .contains("no tool was called", "with caller_hung_up")
        .containsPattern("\\d s  caller  press: 1")
        .containsPattern("\\d s  agent   is heard for \\d+ ms")
        .contains("to be heard in " + where);
    assertThat(Wav.read(where.resolve("heard.wav")).samples()).isNotEmpty();
    assertThat(Wav.read(where.resolve("said.wav")).samples()).isNotEmpty();
    assertThat(where.resolve("timeline.txt")).content().contains("press: 1");
  }

  private static Performance played(Script script) throws IOException {
    theatre.open(script);
    return Objects.requireNonNull(theatre.play(script).block(PATIENCE));
  }
}
