package callflux.gateway;

import callflux.gateway.ArchiveDesk.Opened;
import callflux.gateway.archive.CallFile;
import callflux.gateway.history.HistoryJson;
import callflux.gateway.history.TranscriptText;
import callflux.gateway.history.Trouble;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints a call.
@Command(
    name = "call",
    description =
        "Prints a call: what was said and done in it, in the conversation's order, and what was made"
            + " of it afterwards. Exits with 1 if it is not kept.")
final class CallCommand extends ArchiveCommand {
  @Parameters(paramLabel = "SID", description = "The call's SID, as `callflux calls` lists it.")
  private String sid = "";

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  CallCommand() {
    this(new ArchiveDesk());
  }

  CallCommand(ArchiveDesk desk) {
    super(desk);
  }

  @Override
  int ask(Opened opened, CommandLine command) {
    var file = opened.archive().call(sid).block();
    if (file == null) {
      return ArchiveDesk.complain(command, Trouble.NO_SUCH_CALL);
    }
    print(file, command.getOut());
    return 0;
  }

  private void print(CallFile file, PrintWriter out) {
    if (json) {
      out.println(HistoryJson.call(file));
    } else {
      TranscriptText.lines(file).forEach(out::println);
    }
  }
}
