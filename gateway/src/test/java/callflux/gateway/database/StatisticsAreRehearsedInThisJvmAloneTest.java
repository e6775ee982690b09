package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Sealer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/// H2 is slow at what it does for the first time; a server is not.
class StatisticsAreRehearsedInThisJvmAloneTest {
  @TempDir private Path directory;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void h2IsAskedForDaysAndForCalls() {
    var database = open(new DatabaseConfig(null, null, directory));
    database.rehearse(MORNING).block(LONG);
    assertThat(asked("days")).isPositive();
    assertThat(asked("calls")).isPositive();
    database.close().block(LONG);
  }

  @Test
  void aServerIsAskedForNothing() throws Exception {
    var server = PostgresServer.shared();
    var database = open(server.config(server.database()));
    database.rehearse(MORNING).block(LONG);
    assertThat(meters.getMeters()).isEmpty();
    database.close().block(LONG);
  }

  @Test
  void aFileThatIsDamagedIsForOthersToTell() throws Exception {
    Files.write(directory.resolve("transcripts.mv.db"), new byte[20_000]);
    var database = open(new DatabaseConfig(null, null, directory));
    StepVerifier.create(database.rehearse(MORNING)).expectComplete().verify(LONG);
    database.close().block(LONG);
  }

  private Database open(DatabaseConfig config) {
    return Database.open(config, Samples.CODEC, Sealer.NONE, meters, Samples.PATIENCE);
  }

  private long asked(String operation) {
    return meters.find("callflux.database.operations").tag("operation", operation).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }
}
