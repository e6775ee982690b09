package callflux.gateway;

import callflux.gateway.ArchiveDesk.Opened;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Makes the database's schema.
@Command(
    name = "migrate",
    description =
        "Makes the database's schema, or brings it up to date. A gateway does so by itself when it"
            + " starts, if it may.")
final class MigrateCommand extends ArchiveCommand {
  MigrateCommand() {
    this(new ArchiveDesk());
  }

  MigrateCommand(ArchiveDesk desk) {
    super(desk);
  }

  @Override
  int ask(Opened opened, CommandLine command) {
    opened.migration().block();
    command.getOut().println("the schema is up to date");
    return 0;
  }
}
