package callflux.gateway.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.gateway.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A database on a PostgreSQL server, as libpq's URLs name it.
///
/// @param host a name or an address, without brackets
/// @param password absent if the server lets its user in without one
/// @param sslMode as libpq has them: `disable` to `verify-full`
/// @param rootCertificate of whoever signed the server's; absent are those that this JVM trusts
record PostgresUrl(
    String host,
    int port,
    String database,
    String user,
    @Nullable Secret password,
    String sslMode,
    @Nullable Path rootCertificate) {

  private static final int PORT = 5432;
  private static final String SSL_MODE = "sslmode";
  private static final String ROOT_CERTIFICATE = "sslrootcert";

  /// Encrypted where the server can, as libpq would have it.
  private static final String PREFER = "prefer";

  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", PREFER, "require", "verify-ca", "verify-full");
  private static final Set<String> SCHEMES = Set.of("postgres", "postgresql");
  private static final String EXAMPLE = "give one like postgres://user:password@host:5432/database";

  /// @param name of the setting, for messages
  /// @throws IllegalArgumentException what is wrong and what to do, without the password
  static PostgresUrl parse(String name, Secret url) {
    var uri = uri(name, url.value());
    if (!SCHEMES.contains(String.valueOf(uri.getScheme()))) {
      throw refused(name, "is not of PostgreSQL", EXAMPLE);
    }
    var host = uri.getHost();
    if (host == null) {
      throw refused(name, "names no host, or one with an underscore", EXAMPLE);
    }
    var path = uri.getPath();
    if (path == null || path.length() < 2) {
      throw refused(name, "names no database", EXAMPLE);
    }
    var userInfo = String.valueOf(uri.getRawUserInfo()).split(":", 2);
    if (uri.getRawUserInfo() == null || userInfo[0].isEmpty()) {
      throw refused(name, "names no user", EXAMPLE);
    }
    var options = options(name, uri.getRawQuery());
    return new PostgresUrl(
        host.replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? PORT : uri.getPort(),
        path.substring(1),
        decoded(userInfo[0]),
        userInfo.length == 1 || userInfo[1].isBlank() ? null : new Secret(decoded(userInfo[1])),
        sslMode(name, options),
        rootCertificate(name, options));
  }

  /// Whether a server is let through only if it can prove who it is.
  boolean verifies() {
    return sslMode.startsWith("verify");
  }

  private static URI uri(String name, String url) {
    try {
      return new URI(url.startsWith("r2dbc:") ? url.substring("r2dbc:".length()) : url);
    } catch (URISyntaxException _) {
      // Its message holds the password.
      throw refused(name, "is no URL", EXAMPLE + ", special characters as %40 is for @");
    }
  }

  private static Map<String, String> options(String name, @Nullable String query) {
    var options = new HashMap<String, String>();
    if (query == null) {
      return options;
    }
    for (String option : query.split("&", -1)) {
      var parts = option.split("=", 2);
      if (parts.length < 2 || !Set.of(SSL_MODE, ROOT_CERTIFICATE).contains(parts[0])) {
        throw refused(
            name,
            "has the option " + parts[0] + ", which is not known",
            "leave it out; " + SSL_MODE + " and " + ROOT_CERTIFICATE + " are known");
      }
      options.put(parts[0], decoded(parts[1]));
    }
    return options;
  }

  private static String sslMode(String name, Map<String, String> options) {
    var mode = options.getOrDefault(SSL_MODE, PREFER);
    if (!SSL_MODES.contains(mode)) {
      throw refused(name, "has an unknown sslmode", "give one of " + new TreeSet<>(SSL_MODES));
    }
    return mode;
  }

  private static @Nullable Path rootCertificate(String name, Map<String, String> options) {
    var file = options.get(ROOT_CERTIFICATE);
    if (file == null) {
      return null;
    }
    var path = Path.of(file);
    if (!Files.isReadable(path)) {
      throw refused(
          name, "has an sslrootcert that can't be read: " + path, "give a PEM file that can");
    }
    return path;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static IllegalArgumentException refused(String name, String what, String mend) {
    return new IllegalArgumentException(name + " " + what + "; " + mend);
  }
}
