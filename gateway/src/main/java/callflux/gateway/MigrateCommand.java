package callflux.gateway;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Makes the database's schema.
@Command(
    name = "migrate",
    description =
        "Makes the database's schema, or brings it up to date. A gateway does so by itself when it"
            + " starts, if it may.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class MigrateCommand implements Callable<Integer> {
  private final ArchiveDesk desk;

  @Spec private @Nullable CommandSpec spec;

  MigrateCommand() {
    this(new ArchiveDesk());
  }

  MigrateCommand(ArchiveDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var command = requireNonNull(spec).commandLine();
    return desk.answer(
        command,
        opened -> {
          opened.migration().block();
          command.getOut().println("the schema is up to date");
          return 0;
        });
  }
}
