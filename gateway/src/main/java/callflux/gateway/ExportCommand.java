package callflux.gateway;

import static java.util.Objects.requireNonNull;

import callflux.gateway.history.CallExport;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints calls whole, for programs.
@Command(
    name = "export",
    description = "Prints calls as JSON Lines, one call whole a line, oldest first.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class ExportCommand implements Callable<Integer> {
  private static final int AHEAD = 8;

  private final ArchiveDesk desk;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private DaysOption days = new DaysOption();

  ExportCommand() {
    this(new ArchiveDesk());
  }

  ExportCommand(ArchiveDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var command = requireNonNull(spec).commandLine();
    return desk.answer(
        command,
        opened -> {
          var period = days.period(InstantSource.system());
          try (var lines = new CallExport(opened.archive()).lines(period).toStream(AHEAD)) {
            print(lines.iterator(), command.getOut());
          }
          return 0;
        });
  }

  /// Until whoever reads them has read enough, as `head` has.
  private static void print(Iterator<String> lines, PrintWriter out) {
    while (lines.hasNext() && !out.checkError()) {
      out.println(lines.next());
    }
  }
}
