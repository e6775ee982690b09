package callflux.bench.report;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The report as one page that needs nothing beside it.
public final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>Callflux: how many calls does this host hold?</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff; margin: 0 auto;
        max-width: 72rem; padding: 1rem 1.5rem 4rem; }
      h1 { font-size: 1.7rem; line-height: 1.25; }
      h2 { font-size: 1.3rem; margin-top: 3rem; border-bottom: 1px solid #ddd; }
      nav a { margin-right: 1rem; white-space: nowrap; }
      figure { margin: 1.5rem 0; }
      figure img { max-width: 100%; height: auto; }
      figcaption { color: #555; font-size: .85rem; }
      .wide { overflow-x: auto; margin: 1rem 0; }
      table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; }
      caption { text-align: left; font-weight: 600; padding: .4rem 0; }
      th, td { padding: .25rem .6rem; border-bottom: 1px solid #eee; text-align: right;
        vertical-align: top; }
      th { border-bottom: 2px solid #ccc; vertical-align: bottom; }
      th:first-child, td:first-child { text-align: left; }
      td:not(:first-child) { white-space: nowrap; }
      td:first-child { overflow-wrap: anywhere; min-width: 11rem; }
      tr:nth-child(even) td { background: #fafafa; }
      </style>
      </head>
      <body>
      <h1>How many calls does this host hold?</h1>
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private HtmlPage() {}

  /// Well-formed as XML, too.
  public static String of(Report report) {
    var html = new HtmlPage();
    html.contents(report.sections());
    report.sections().forEach(html::section);
    return html.page.append("</body>\n</html>\n").toString();
  }

  private void contents(List<Section> sections) {
    page.append("<nav>\n");
    for (Section section : sections) {
      page.append("<a href=\"#%s\">%s</a>\n".formatted(anchor(section), text(section.title())));
    }
    page.append("</nav>\n");
  }

  private static String anchor(Section section) {
    return section.title().toLowerCase(Locale.ROOT).replaceAll("\\W+", "-");
  }

  private void section(Section section) {
    page.append(
        "<section id=\"%s\">\n<h2>%s</h2>\n".formatted(anchor(section), text(section.title())));
    section.words().forEach(words -> page.append("<p>%s</p>\n".formatted(text(words))));
    section.pictures().forEach(this::picture);
    section.tables().forEach(this::table);
    page.append("</section>\n");
  }

  private void picture(Picture picture) {
    page.append(
        """
        <figure>
        <img width="%d" height="%d" alt="%s" src="data:image/png;base64,%s"/>
        <figcaption>%s</figcaption>
        </figure>
        """
            .formatted(
                picture.width(),
                picture.height(),
                text(picture.name().replace('-', ' ')),
                Base64.getEncoder().encodeToString(picture.png()),
                text(picture.caption())));
  }

  private void table(Table table) {
    page.append(
        "<div class=\"wide\"><table>\n<caption>%s</caption>\n".formatted(text(table.title())));
    page.append("<thead><tr>%s</tr></thead>\n<tbody>\n".formatted(cells("th", table.head())));
    table.rows().forEach(row -> page.append("<tr>%s</tr>\n".formatted(cells("td", row))));
    page.append("</tbody>\n</table></div>\n");
  }

  private static String cells(String tag, List<String> cells) {
    return cells.stream()
        .map(cell -> "<%s>%s</%s>".formatted(tag, text(cell), tag))
        .collect(Collectors.joining());
  }

  private static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
