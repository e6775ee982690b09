package callflux.gateway;

import callflux.gateway.ArchiveDesk.Opened;
import callflux.gateway.history.CallExport;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Iterator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Prints calls whole, for programs.
@Command(
    name = "export",
    description = "Prints calls as JSON Lines, one call whole a line, oldest first.")
final class ExportCommand extends ArchiveCommand {
  private static final int AHEAD = 8;

  @Mixin private DaysOption days = new DaysOption();

  ExportCommand() {
    this(new ArchiveDesk());
  }

  ExportCommand(ArchiveDesk desk) {
    super(desk);
  }

  @Override
  int ask(Opened opened, CommandLine command) {
    var period = days.period(InstantSource.system());
    try (var lines = new CallExport(opened.archive()).lines(period).toStream(AHEAD)) {
      print(lines.iterator(), command.getOut());
    }
    return 0;
  }

  /// Until whoever reads them has read enough, as `head` has.
  private static void print(Iterator<String> lines, PrintWriter out) {
    while (lines.hasNext() && !out.checkError()) {
      out.println(lines.next());
    }
  }
}
