package callflux.gateway.database;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/// Calls of which something is still to be done.
final class Worklists {
  private static final String UNREAD =
      "select e.call_sid from call_end e where e.at >= $1"
          + " and not exists (select 1 from analysis a"
          + " where a.call_sid = e.call_sid and a.findings is not null)"
          + " and (select count(*) from analysis a where a.call_sid = e.call_sid) < $2"
          + " order by e.at, e.call_sid limit $3";

  private static final String UNENDED =
      "select c.sid from call c where c.instance = $1 and c.began < $2"
          + " and not exists (select 1 from call_end e where e.call_sid = c.sid)"
          + " order by c.began, c.sid";

  private Worklists() {}

  /// Calls that are over and that nobody has read; oldest first.
  static Mono<List<String>> unread(
      Connection connection, Instant endedSince, int attempts, int most) {
    var values = new Values().instant(endedSince).number(attempts).number(most);
    return sids(connection, UNREAD, values);
  }

  /// Calls of a gateway that have no end; oldest first.
  static Mono<List<String>> unended(Connection connection, String instance, Instant began) {
    return sids(connection, UNENDED, new Values().text(instance).instant(began));
  }

  private static Mono<List<String>> sids(Connection connection, String sql, Values values) {
    return Statements.ask(connection, sql, values, row -> requireNonNull(row.get(0, String.class)));
  }
}
