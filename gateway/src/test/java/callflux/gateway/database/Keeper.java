package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.gateway.archive.Sealer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A process that keeps one call more in H2's file whenever it is told to.
final class Keeper implements AutoCloseable {
  private static final String KEPT = "kept";

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private Keeper(Process process) {
    this.process = process;
    this.orders = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  static Keeper start(Path directory) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Keeper.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Keeper(process);
  }

  /// Returns once it says that the next call is kept.
  void keeps() throws IOException {
    orders.write("next\n");
    orders.flush();
    for (var line = answers.readLine(); !KEPT.equals(line); line = answers.readLine()) {
      if (line == null) {
        throw new IOException("it ended");
      }
    }
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Keeps one call more for every line that it reads.
  ///
  /// @param arguments the directory
  public static void main(String[] arguments) throws IOException {
    var config = new DatabaseConfig(null, null, Path.of(arguments[0]));
    var database = Place.openIn(config, Sealer.NONE);
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (int call = 1; in.readLine() != null; call++) {
      database.add(rows(Samples.call(sid(call), MORNING, 20))).block(LONG);
      System.out.println(KEPT);
    }
  }
}
