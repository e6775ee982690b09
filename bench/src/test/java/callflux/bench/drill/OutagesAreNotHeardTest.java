package callflux.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.crowd.CrowdPlan.Times;
import callflux.bench.crowd.Figures.Leg;
import callflux.bench.crowd.Profile;
import callflux.bench.run.LoadTest;
import callflux.bench.run.LoadTest.Cores;
import callflux.bench.run.LoadTest.Load;
import callflux.bench.run.Run;
import callflux.bench.run.Stage;
import callflux.bench.run.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A hundred calls while the database is well, gone, and stuck: no frame is lost, and how late
/// frames are is printed.
class OutagesAreNotHeardTest {
  private static final Load LOAD =
      new Load(
          100,
          20,
          Profile.WORDS,
          new Times(25, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ZERO));

  @TempDir private Path folder;
  private final List<Row> rows = new ArrayList<>();

  /// One state of the database, and what the load came to meanwhile.
  private record Row(String state, Run run) {
    double toModel() {
      return run.millis(Leg.SENT_TO_MODEL, Run.Times::p99);
    }

    double toCaller() {
      return run.millis(Leg.MODEL_TO_CALLER, Run.Times::p99);
    }
  }

  @Test
  @Tag("long")
  @Timeout(480)
  void noFrameIsLost() throws Exception {
    try (var postgres = new Postgres(folder.resolve("postgres"));
        var test = new LoadTest(new Cores("0", "1"), folder, OutagesAreNotHeardTest::say);
        var stage = test.open(subject(postgres), Profile.WORDS)) {
      run("just started", stage);
      run("well", stage);
      postgres.stop();
      run("gone", stage);
      postgres.start();
      Shipping.awaited(stage.adminPort());
      stuck(postgres, stage);
      Shipping.awaited(stage.adminPort());
      run("well again", stage);
      Shipping.awaited(stage.adminPort());
      try (var database = postgres.connect()) {
        print(Kept.size(database));
      }
    }
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(row.run().whole())
                .as("%s: %d frames lost, %s", row.state(), row.run().lost(), row.run().failures())
                .isTrue());
  }

  private Subject subject(Postgres postgres) throws IOException {
    var flags = "@" + Path.of("..", "gateway", "jvm.options").toAbsolutePath();
    return new Subject(
        "Callflux",
        DrilledGateway.command(flags),
        DrilledGateway.environment(folder, postgres.url()),
        Path.of("").toAbsolutePath(),
        false);
  }

  private void run(String state, Stage stage) throws IOException {
    rows.add(new Row(state, stage.run(LOAD, (_, _) -> {})));
  }

  /// Somebody else holds the table, and nothing is written to it.
  private void stuck(Postgres postgres, Stage stage) throws IOException, SQLException {
    try (var database = postgres.connect();
        var statement = database.createStatement()) {
      database.setAutoCommit(false);
      statement.execute("lock table entry in access exclusive mode");
      var before = Kept.size(database);
      run("stuck", stage);
      assertThat(Kept.size(database)).isEqualTo(before);
      database.rollback();
    }
  }

  private void print(Kept.Size kept) {
    var well = rows.stream().filter(row -> row.state().startsWith("well")).toList();
    double toModel = well.stream().mapToDouble(Row::toModel).average().orElseThrow();
    double toCaller = well.stream().mapToDouble(Row::toCaller).average().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "p99 of 100 calls, ms%n%-14s %15s %10s %15s %10s %8s%n",
        "the database is",
        "caller to model",
        "difference",
        "model to caller",
        "difference",
        "lost");
    for (var row : rows) {
      System.out.printf(
          Locale.ROOT,
          "%-15s %15.2f %+10.2f %15.2f %+10.2f %8d%n",
          row.state(),
          row.toModel(),
          row.toModel() - toModel,
          row.toCaller(),
          row.toCaller() - toCaller,
          row.run().lost());
    }
    System.out.printf(
        "%d rows in the end, of all calls to their end: %s%n", kept.rows(), kept.unended() == 0);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
