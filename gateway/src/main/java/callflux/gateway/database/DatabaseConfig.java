package callflux.gateway.database;

import callflux.gateway.config.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where calls are kept.
///
/// @param url `postgres://user:password@host:port/database?sslmode=…`, of a role that may insert
///   and select; absent keeps them in a file of H2
/// @param ownerUrl the same for a role that may make tables and delete; absent is `url`
/// @param directory where H2's file `transcripts` is
public record DatabaseConfig(@Nullable Secret url, @Nullable Secret ownerUrl, Path directory) {
  private static final String URL = "DATABASE_URL";
  private static final String OWNER_URL = "DATABASE_OWNER_URL";

  /// @throws IllegalArgumentException if a database can't be named so: what is wrong and what to
  ///   do, without the password. Nobody is connected to.
  public DatabaseConfig {
    if (url == null && ownerUrl != null) {
      throw new IllegalArgumentException(
          OWNER_URL + " is set and " + URL + " is not; set both, or neither");
    }
    if (url != null) {
      PostgresUrl.parse(URL, url);
    }
    if (ownerUrl != null) {
      PostgresUrl.parse(OWNER_URL, ownerUrl);
    }
  }

  /// The server for every day; absent is H2.
  @Nullable PostgresUrl server() {
    return url == null ? null : PostgresUrl.parse(URL, url);
  }

  /// The same server for who owns the tables; absent is H2.
  @Nullable PostgresUrl ownersServer() {
    return ownerUrl == null ? server() : PostgresUrl.parse(OWNER_URL, ownerUrl);
  }
}
