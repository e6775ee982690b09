package callflux.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/// The report's tables, to be put into a README.
public final class MarkdownPage {
  private final StringBuilder page = new StringBuilder();

  private MarkdownPage() {}

  /// Without its pictures.
  public static String of(Report report) {
    var markdown = new MarkdownPage();
    report.sections().forEach(markdown::section);
    return markdown.page.toString();
  }

  private void section(Section section) {
    page.append("## ").append(section.title()).append("\n\n");
    section.words().forEach(words -> page.append(words).append("\n\n"));
    section.tables().forEach(this::table);
  }

  private void table(Table table) {
    page.append("**").append(table.title()).append("**\n\n");
    page.append(row(table.head()));
    page.append("|---|").append("---:|".repeat(table.head().size() - 1)).append('\n');
    table.rows().forEach(row -> page.append(row(row)));
    page.append('\n');
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
