package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two that write to one journal would write over each other's heads.
class OneGatewayHasAJournalTest {
  @TempDir Path directory;

  @Test
  void secondIsToldWhatToDo() throws Exception {
    try (var rig = Rig.in(directory)) {
      assertThatThrownBy(() -> Journal.open(JournalConfig.in(directory), new SimpleMeterRegistry()))
          .isInstanceOf(JournalTaken.class)
          .hasMessageContainingAll(directory.toString(), "stop that one", "of its own");

      // And it stays taken, for other processes, too.
      try (var process = AppendingProcess.start(List.of(), directory, 0, 1, 0)) {
        assertThat(process.says())
            .startsWith("another gateway keeps its journal in " + directory.toRealPath());
      }
      rig.write("goes on");
      assertThat(rig.read()).containsExactly("goes on");
    }
  }

  @Test
  void nextMayHaveItWhenItIsClosed() throws Exception {
    Rig.in(directory).close();

    try (var process = AppendingProcess.start(List.of(), directory, 0, 1, 0)) {
      assertThat(process.end()).isZero();
    }
    try (var rig = Rig.in(directory)) {
      assertThat(rig.read()).containsExactly("0");
    }
  }
}
