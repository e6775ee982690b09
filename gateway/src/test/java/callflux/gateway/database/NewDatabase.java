package callflux.gateway.database;

import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Sealer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;

/// A database that is new and empty, as patient as every day, for who looks at calls elsewhere.
public final class NewDatabase {
  private final DatabaseConfig config;

  private NewDatabase(DatabaseConfig config) {
    this.config = config;
  }

  /// H2's file in a directory.
  public static NewDatabase h2(Path directory) {
    return new NewDatabase(new DatabaseConfig(null, null, directory));
  }

  /// On a PostgreSQL server that is stopped with this JVM.
  public static NewDatabase postgresql() throws SQLException {
    var server = PostgresServer.shared();
    return new NewDatabase(server.config(server.database()));
  }

  /// Opens it; once it was closed, again.
  public Database open() {
    return Database.open(
        config, new EntryCodec(Sealer.NONE), Sealer.NONE, new SimpleMeterRegistry());
  }
}
