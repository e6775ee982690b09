package callflux.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Figures in rows; the first column says whose they are.
///
/// @param rows each as long as the head
public record Table(String title, List<String> head, List<List<String>> rows) {
  private static final String GAP = "  ";

  /// To be read in a terminal, each line with its end.
  public String text() {
    var text = new StringBuilder(title).append('\n');
    var lines = new ArrayList<List<String>>();
    lines.add(head);
    lines.addAll(rows);
    int[] widths =
        IntStream.range(0, head.size())
            .map(column ->
                lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
            .toArray();
    for (List<String> line : lines) {
      var row = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String padding = " ".repeat(widths[column] - line.get(column).length());
        String cell = line.get(column);
        row.append(column == 0 ? cell + padding : GAP + padding + cell);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
