package callflux.gateway;

import static java.util.Objects.requireNonNull;

import callflux.gateway.ArchiveDesk.Opened;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command that asks the archive.
@Command(mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
abstract class ArchiveCommand implements Callable<Integer> {
  private final ArchiveDesk desk;

  @Spec private @Nullable CommandSpec spec;

  ArchiveCommand(ArchiveDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    var command = command();
    return desk.answer(command, opened -> ask(opened, command));
  }

  /// Itself, once it is run.
  final CommandLine command() {
    return requireNonNull(spec).commandLine();
  }

  /// Asks, and tells. It may block, and throws what the archive fails with.
  ///
  /// @return the exit code
  abstract int ask(Opened opened, CommandLine command);
}
