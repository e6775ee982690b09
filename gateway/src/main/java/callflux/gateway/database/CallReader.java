package callflux.gateway.database;

import static java.util.Objects.requireNonNull;

import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Reads a call, whole.
final class CallReader {
  private static final String ENTRIES =
      "select seq, place, at, kind, item, facts, words from entry where call_sid = $1 order by seq";

  private static final String NEXT = "select max(seq) from entry where call_sid = $1";

  private final EntryCodec codec;
  private final Analyses analyses;

  CallReader(EntryCodec codec, Analyses analyses) {
    this.codec = codec;
    this.analyses = analyses;
  }

  /// A call, or nothing.
  Mono<CallFile> call(Connection connection, String callSid) {
    return Statements.ask(connection, ENTRIES, new Values().name(callSid), row -> row(callSid, row))
        .filter(rows -> !rows.isEmpty())
        .flatMap(rows ->
            analyses
                .last(connection, callSid)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(analysis -> new CallFile(callSid, entries(rows), analysis.orElse(null))));
  }

  /// The sequence number that a call's next entry would have.
  Mono<Integer> next(Connection connection, String callSid) {
    return Statements.ask(
            connection,
            NEXT,
            new Values().name(callSid),
            row -> Optional.ofNullable(row.get(0, Integer.class)))
        .map(last -> last.getFirst().map(seq -> seq + 1).orElse(0));
  }

  /// In the conversation's order, and of each item the last.
  private List<Entry> entries(List<Row> rows) {
    var last = new LinkedHashMap<Object, Row>();
    for (Row row : rows) {
      var item = row.item();
      last.put(item == null ? row.seq() : item, row);
    }
    return last.values().stream()
        .sorted(Comparator.comparingDouble(Row::place).thenComparingInt(Row::seq))
        .map(codec::entry)
        .toList();
  }

  private static Row row(String callSid, Readable row) {
    return new Row(
        callSid,
        requireNonNull(row.get(0, Integer.class)),
        requireNonNull(row.get(1, Double.class)),
        requireNonNull(row.get(2, OffsetDateTime.class)).toInstant(),
        requireNonNull(row.get(3, String.class)),
        row.get(4, String.class),
        requireNonNull(row.get(5, String.class)),
        requireNonNull(row.get(6, byte[].class)));
  }
}
