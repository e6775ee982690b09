package callflux.gateway.database;

import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// An insert of many rows with one statement, which leaves alone those that are there.
///
/// @param table its name
/// @param columns of which `facts` is JSON
/// @param json what makes a parameter JSON
record Insert(String table, List<String> columns, UnaryOperator<String> json) {
  /// A statement has at most 65,535 parameters, and no table here has more than 21 columns.
  private static final int MOST_ROWS = 500;

  private static final String JSON_COLUMN = "facts";

  /// Inserts rows.
  ///
  /// @param binder gives a row's values, in the order of the columns
  /// @return how many were not there
  <T> Mono<Long> rows(Connection connection, List<T> rows, BiConsumer<T, Values> binder) {
    return Flux.fromIterable(chunks(rows))
        .concatMap(chunk -> {
          var values = new Values();
          chunk.forEach(row -> binder.accept(row, values));
          return Statements.run(connection, sql(chunk.size()), values);
        })
        .reduce(0L, Long::sum);
  }

  private String sql(int rows) {
    return "insert into "
        + table
        + " ("
        + String.join(", ", columns)
        + ") values "
        + IntStream.range(0, rows).mapToObj(this::parameters).collect(Collectors.joining(", "))
        + " on conflict do nothing";
  }

  private String parameters(int row) {
    int first = row * columns.size() + 1;
    return IntStream.range(0, columns.size())
        .mapToObj(i -> {
          var parameter = "$" + (first + i);
          return columns.get(i).equals(JSON_COLUMN) ? json.apply(parameter) : parameter;
        })
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static <T> List<List<T>> chunks(List<T> rows) {
    var chunks = new ArrayList<List<T>>();
    for (int from = 0; from < rows.size(); from += MOST_ROWS) {
      chunks.add(rows.subList(from, Math.min(rows.size(), from + MOST_ROWS)));
    }
    return chunks;
  }
}
