package callflux.gateway;

import callflux.gateway.archive.Archive;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Fault;
import callflux.gateway.database.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// The archive that the environment names, opened.
final class ArchiveAccess implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Database database;

  private ArchiveAccess(Database database) {
    this.database = database;
  }

  /// @throws ConfigInvalid if the environment names none that there can be
  static ArchiveAccess open(Map<String, String> environment) throws ConfigInvalid {
    var config = ArchiveReader.read(environment);
    if (!Database.canBeHad()) {
      throw new ConfigInvalid(
          List.of(
              new Fault("database/*.jar", "are missing", "put them beside the gateway's own jar")));
    }
    var sealer = config.sealer();
    return new ArchiveAccess(
        Database.open(
            config.database(), new EntryCodec(sealer), sealer, new SimpleMeterRegistry()));
  }

  Archive archive() {
    return database;
  }

  /// Makes the database's schema what this gateway needs.
  Mono<Void> migrate() {
    return database.migrate();
  }

  @Override
  public void close() {
    database.close().block(CLOSING);
  }
}
