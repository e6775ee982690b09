package callflux.bench.drill;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Postgres on one port and in one directory, that can be killed, stopped and started again.
///
/// It commits as a real one does. Embedded ones usually don't: what they have committed is in the
/// server's memory only for a while, and gone when it is killed.
final class Postgres implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(60);

  private final Path directory;
  private final int port;
  private @Nullable EmbeddedPostgres server;

  /// @param directory of its data, which is made if it is not there
  Postgres(Path directory) throws IOException {
    this.directory = directory;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    start();
  }

  /// As a gateway is told of it.
  String url() {
    return "postgres://postgres:postgres@127.0.0.1:" + port + "/postgres";
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=2",
        "postgres",
        "postgres");
  }

  /// Returns when it takes connections.
  void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "on")
            .setPGStartupWait(TO_START)
            .setOutputRedirector(Redirect.DISCARD)
            .setErrorRedirector(Redirect.DISCARD)
            .start();
  }

  /// SIGKILL, to all of its processes: whoever survives the first of them would keep the next from
  /// starting.
  void kill() throws IOException {
    var main = ProcessHandle.of(pid()).orElseThrow();
    var all = Stream.concat(Stream.of(main), main.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .join();
    stop(); // forgets it
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
  }

  /// Stops in order.
  void stop() throws IOException {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
