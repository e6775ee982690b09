package callflux.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/// The scenarios that are shipped, played to the receptionist of local mode.
class ShippedScenariosTest {
  private static final Path OUT = Path.of("target/scenarios");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int AT_ONCE = 2;

  @TestFactory
  @Timeout(360)
  Stream<DynamicTest> goAsTheyAreWritten() throws IOException {
    var scripts = ScriptReader.readAll(Path.of("scenarios"));
    return played(scripts).stream()
        .map(performance ->
            DynamicTest.dynamicTest(performance.script().name(), () -> assertWell(performance)));
  }

  private static List<Performance> played(List<Script> scripts) throws IOException {
    try (var theatre = new Theatre(Map.of())) {
      for (var script : scripts) {
        theatre.open(script);
      }
      return Objects.requireNonNull(
          Flux.fromIterable(scripts)
              .flatMapSequential(theatre::play, AT_ONCE)
              .collectList()
              .block(PATIENCE));
    }
  }

  private static void assertWell(Performance performance) throws IOException {
    assertThat(performance.failures())
        .as(Notice.of(performance, Notice.write(performance, OUT)))
        .isEmpty();
  }
}
