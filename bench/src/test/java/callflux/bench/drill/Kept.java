package callflux.bench.drill;

import callflux.gateway.archive.Entry;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Row;
import callflux.gateway.archive.Sealer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// What is in the database, as anybody who may read it sees it.
final class Kept {
  private static final String ALL =
      "select call_sid, seq, place, at, kind, item, facts::text, words from entry";

  /// How many rows there are, and of how many calls that have no end.
  record Size(long rows, long unended) {}

  private Kept() {}

  static List<Entry> entries(Connection database) throws SQLException {
    var codec = new EntryCodec(Sealer.NONE);
    var entries = new ArrayList<Entry>();
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(ALL)) {
      while (rows.next()) {
        entries.add(codec.entry(row(rows)));
      }
    }
    return entries;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString(1),
        row.getInt(2),
        row.getDouble(3),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getBytes(8));
  }

  static Size size(Connection database) throws SQLException {
    try (var statement = database.createStatement();
        var counts =
            statement.executeQuery(
                "select count(*), count(distinct call_sid)"
                    + " - count(distinct call_sid) filter (where kind = 'ended') from entry")) {
      counts.next();
      return new Size(counts.getLong(1), counts.getLong(2));
    }
  }
}
