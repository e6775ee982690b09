package callflux.bench;

import callflux.bench.report.HtmlPage;
import callflux.bench.report.MarkdownPage;
import callflux.bench.report.Report;
import callflux.bench.study.ResultFiles;
import callflux.bench.study.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Makes pages of what was found.
@Command(
    name = "report",
    description = {
      "Makes a page (report.html) and its tables in Markdown (report.md) of the results there are."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"--from", "--out"},
      paramLabel = "DIR",
      defaultValue = "bench/target/bench",
      description = "Where the results are, and the pages go.")
  private Path folder = Path.of("bench/target/bench");

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Where the pictures go as PNG files, too; nowhere unless given.")
  private @Nullable Path docs;

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    List<Results> results = new ResultFiles(folder).read();
    if (results.isEmpty()) {
      throw new IOException("there are no results in " + folder);
    }
    Report report = Report.of(results);
    Path page = folder.resolve("report.html");
    Files.writeString(page, HtmlPage.of(report));
    Path tables = folder.resolve("report.md");
    Files.writeString(tables, MarkdownPage.of(report));
    terminal.println(page + "\n" + tables);
    if (docs != null) {
      Files.createDirectories(docs);
      for (var picture : report.pictures()) {
        Path file = docs.resolve(picture.name() + ".png");
        Files.write(file, picture.png());
        terminal.println(file);
      }
    }
    terminal.flush();
    return 0;
  }
}
