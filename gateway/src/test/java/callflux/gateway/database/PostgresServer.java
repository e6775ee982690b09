package callflux.gateway.database;

import callflux.gateway.config.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server of a test's own, to be stopped, killed and frozen.
final class PostgresServer implements AutoCloseable {
  /// Who may do everything.
  static final String OWNER = "postgres";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path directory;
  private final int port;
  private EmbeddedPostgres postgres;

  private PostgresServer(Path directory, int port, boolean passing) throws IOException {
    this.directory = directory;
    this.port = port;
    this.postgres = start(directory, port, passing);
  }

  /// For all who do it no harm: stopped with this JVM.
  static PostgresServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final PostgresServer SERVER = started();

    private static PostgresServer started() {
      try {
        return new PostgresServer(Files.createTempDirectory("postgres"), FreePort.any(), true);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  static PostgresServer start() throws IOException {
    return at(FreePort.any());
  }

  static PostgresServer at(int port) throws IOException {
    return new PostgresServer(Files.createTempDirectory("postgres"), port, false);
  }

  /// Commits are on disk before they are told of, as elsewhere than in tests.
  ///
  /// @param passing whether its directory goes with it
  private static EmbeddedPostgres start(Path directory, int port, boolean passing)
      throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(passing)
        .setPort(port)
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  /// A database with nothing in it.
  ///
  /// @return its name
  String database() throws SQLException {
    var name = "calls_" + DATABASES.incrementAndGet();
    sql(OWNER, "create database " + name);
    return name;
  }

  /// As in the environment.
  Secret url(String user, String password, String database) {
    return new Secret(
        "postgres://" + user + ":" + password + "@127.0.0.1:" + port + "/" + database);
  }

  Secret url(String database) {
    return url(OWNER, "any", database);
  }

  DatabaseConfig config(String database) {
    return new DatabaseConfig(url(database), null, Path.of("nowhere"));
  }

  int port() {
    return port;
  }

  /// Where all that it keeps is.
  Path directory() {
    return directory;
  }

  /// Does something as who may do everything.
  void sql(String database, String... statements) throws SQLException {
    try (var connection = postgres.getDatabase(OWNER, database).getConnection();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /// Asks for one number.
  long number(String database, String sql) throws SQLException {
    try (var connection = postgres.getDatabase(OWNER, database).getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /// A connection that a test holds something with.
  java.sql.Connection connect(String database) throws SQLException {
    return postgres.getDatabase(OWNER, database).getConnection();
  }

  /// SIGKILL, to the server and all its processes.
  void kill() throws Exception {
    for (var process : processes()) {
      process.destroyForcibly();
      process.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  /// After [#kill()].
  void restart() throws IOException {
    Files.deleteIfExists(directory.resolve("epg-lock"));
    postgres = start(directory, port, false);
  }

  /// Holds it still: it takes connections and answers nothing.
  void freeze() throws Exception {
    signal("STOP");
  }

  /// Lets it go on.
  void thaw() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes().forEach(process -> command.add(String.valueOf(process.pid())));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private List<ProcessHandle> processes() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
    var postmaster = ProcessHandle.of(pid).orElseThrow();
    var processes = new ArrayList<ProcessHandle>();
    processes.add(postmaster);
    postmaster.descendants().forEach(processes::add);
    return processes;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
