package callflux.gateway;

import java.util.ArrayList;
import java.util.List;

/// Rows whose columns stand below each other: words to the left, figures to the right.
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int words;

  /// @param words so many columns hold words; those behind them hold figures
  TextTable(int words, String... head) {
    this.words = words;
    rows.add(List.of(head));
  }

  /// Adds a row that has as many columns as the head.
  void add(String... row) {
    rows.add(List.of(row));
  }

  List<String> lines() {
    int[] widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      int room = widths[i] - row.get(i).length();
      line.repeat(' ', i < words ? 0 : room).append(row.get(i)).repeat(' ', i < words ? room : 0);
      line.append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
