package callflux.gateway.database;

import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says what may be done about a failure, by its SQLSTATE ([PostgreSQL, appendix
/// A](https://www.postgresql.org/docs/current/errcodes-appendix.html)).
///
/// Whatever is not known passes, or so it is hoped: what waits in a journal is not lost.
final class Failures {
  /// Not let in, no such database or schema, no such table or no right to it.
  private static final Set<String> REFUSED = Set.of("28", "3D", "3F", "42");

  /// Data that is none, breaks a rule, or is too large.
  private static final Set<String> POISON = Set.of("22", "23", "54");

  /// H2's file is damaged, or of another version.
  private static final Set<String> BROKEN_FILE = Set.of("90030", "90048");

  private static final String NO_RIGHT = "42501";

  /// What the driver says of a server that does not speak TLS and is to.
  private static final String NO_CONNECTION = "08006";

  private Failures() {}

  /// What came of asking a database, with a verdict and a message without anything of the rows.
  static ArchiveFailure of(Throwable failure) {
    if (failure instanceof ArchiveFailure told) {
      return told;
    }
    if (failure instanceof IllegalArgumentException) {
      return new ArchiveFailure(
          Verdict.REFUSED, "what is kept can't be read: " + failure.getMessage(), bare(failure));
    }
    if (isOfTls(failure)) {
      return new ArchiveFailure(
          Verdict.REFUSED,
          "the database's server and this gateway can't agree on TLS: "
              + root(failure).getMessage()
              + "; see sslmode and sslrootcert in DATABASE_URL",
          failure);
    }
    var state = state(failure);
    return state == null ? withoutState(failure) : withState(failure, state);
  }

  private static ArchiveFailure withoutState(Throwable failure) {
    var what =
        failure instanceof TimeoutException
            ? "the database does not answer in time"
            : "the database can't be reached: " + root(failure).getMessage();
    return new ArchiveFailure(Verdict.PASSING, what, failure);
  }

  private static ArchiveFailure withState(Throwable failure, String state) {
    var kind = state.substring(0, Math.min(2, state.length()));
    if (POISON.contains(kind)) {
      return new ArchiveFailure(
          Verdict.POISON, "the database can't hold a row (SQLSTATE " + state + ")", bare(failure));
    }
    if (REFUSED.contains(kind) || BROKEN_FILE.contains(state)) {
      return new ArchiveFailure(
          Verdict.REFUSED,
          "the database refuses: " + root(failure).getMessage() + "; " + remedy(state, kind),
          failure);
    }
    return new ArchiveFailure(
        Verdict.PASSING, "the database can't do it now (SQLSTATE " + state + ")", bare(failure));
  }

  private static String remedy(String state, String kind) {
    return switch (kind) {
      case "28" -> "see the user and password in DATABASE_URL, and the server's pg_hba.conf";
      case "3D" -> "create the database that DATABASE_URL names, or name another";
      case "90" -> "restore the file from a copy, or move it away and begin with a new one";
      default ->
          NO_RIGHT.equals(state)
              ? "let the owner run `callflux migrate` with DATABASE_OWNER_URL, and grant this role"
                  + " what the README says"
              : "run `callflux migrate` with DATABASE_OWNER_URL";
    };
  }

  /// The first SQLSTATE in it.
  static @Nullable String state(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof R2dbcException known && known.getSqlState() != null) {
        return known.getSqlState();
      }
      if (e instanceof SQLException known && known.getSQLState() != null) {
        return known.getSQLState();
      }
    }
    return null;
  }

  private static boolean isOfTls(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SSLException || e instanceof GeneralSecurityException || isUnsecured(e)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnsecured(Throwable failure) {
    return failure instanceof R2dbcPermissionDeniedException denied
        && NO_CONNECTION.equals(denied.getSqlState());
  }

  private static Throwable root(Throwable failure) {
    var root = failure;
    for (var e = failure.getCause(); e != null; e = e.getCause()) {
      root = e;
    }
    return root;
  }

  /// Where it came from, without its message: databases quote the values they do not like.
  private static Throwable bare(Throwable failure) {
    var bare = new IllegalStateException(failure.getClass().getSimpleName());
    bare.setStackTrace(failure.getStackTrace());
    return bare;
  }
}
