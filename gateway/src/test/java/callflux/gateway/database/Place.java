package callflux.gateway.database;

import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Sealer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Either database, new and empty.
enum Place {
  POSTGRESQL {
    @Override
    Archives open(Path directory) throws SQLException {
      var server = PostgresServer.shared();
      var name = server.database();
      return new Archives(server.config(name), sql -> server.number(name, sql));
    }
  },
  H2 {
    @Override
    Archives open(Path directory) {
      return new Archives(
          new DatabaseConfig(null, null, directory), sql -> h2Number(directory, sql));
    }
  };

  abstract Archives open(Path directory) throws SQLException;

  /// Asks a database for a number, beside the archive.
  interface Asking {
    long number(String sql) throws SQLException;
  }

  /// An archive and a second way to its tables.
  static final class Archives implements AutoCloseable {
    private final Asking asking;
    private final Database database;

    Archives(DatabaseConfig config, Asking asking) {
      this.asking = asking;
      this.database = openIn(config, Sealer.NONE);
    }

    Database database() {
      return database;
    }

    long number(String sql) throws SQLException {
      return asking.number(sql);
    }

    @Override
    public void close() {
      database.close().block(Samples.LONG);
    }
  }

  static Database openIn(DatabaseConfig config, Sealer sealer) {
    return Database.open(
        config, new EntryCodec(sealer), sealer, new SimpleMeterRegistry(), Samples.PATIENCE);
  }

  static Database openIn(DatabaseConfig config, Patience patience) {
    return Database.open(config, Samples.CODEC, Sealer.NONE, new SimpleMeterRegistry(), patience);
  }

  /// In this JVM the file is open already, and shared.
  private static long h2Number(Path directory, String sql) throws SQLException {
    var url =
        "jdbc:h2:file:"
            + directory.toAbsolutePath().resolve("transcripts")
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
    try (var connection = DriverManager.getConnection(url, "callflux", "");
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
