package callflux.gateway;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import callflux.gateway.ArchiveDesk.Opened;
import callflux.gateway.archive.Archive;
import callflux.gateway.archive.Period;
import callflux.gateway.history.Trouble;
import java.io.Console;
import java.time.LocalDate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Forgets calls.
@Command(
    name = "erase",
    description =
        "Forgets a call, or all that began before a day, for good: entries, words and analyses."
            + " Exits with 1 if there is no such call.")
final class EraseCommand extends ArchiveCommand {
  private final Predicate<String> consent;

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  EraseCommand() {
    this(new ArchiveDesk(), EraseCommand::agreed);
  }

  /// @param consent whether whoever sits at the terminal says yes to a question
  EraseCommand(ArchiveDesk desk, Predicate<String> consent) {
    super(desk);
    this.consent = consent;
  }

  /// One or the other.
  private static final class Which {
    @Parameters(paramLabel = "SID", description = "The call's SID.")
    private @Nullable String sid;

    @Option(
        names = "--before",
        paramLabel = "DAY",
        description = "All that began before this day, UTC, such as 2026-08-01.")
    private @Nullable LocalDate before;
  }

  @Override
  public Integer call() {
    var command = command();
    if (!yes && !consent.test(question())) {
      command.getErr().println("callflux: nothing was erased; without a terminal, say --yes");
      command.getErr().flush();
      return CommandLine.ExitCode.USAGE;
    }
    return super.call();
  }

  @Override
  int ask(Opened opened, CommandLine command) {
    return which.before == null
        ? one(opened.archive(), requireNonNullElse(which.sid, ""), command)
        : older(opened.archive(), which.before, command);
  }

  private String question() {
    return which.before == null
        ? "Erase this call for good?"
        : "Erase every call that began before " + which.before + " for good?";
  }

  private static int one(Archive archive, String sid, CommandLine command) {
    if (!requireNonNull(archive.erase(sid).block())) {
      return ArchiveDesk.complain(command, Trouble.NO_SUCH_CALL);
    }
    command.getOut().println("erased: 1 call");
    return 0;
  }

  private static int older(Archive archive, LocalDate before, CommandLine command) {
    long erased = requireNonNull(archive.eraseBefore(Period.ofDays(before, before).from()).block());
    command.getOut().println("erased: " + erased + (erased == 1 ? " call" : " calls"));
    return 0;
  }

  private static boolean agreed(String question) {
    Console console = requireNonNull(System.console());
    return console.isTerminal()
        && requireNonNullElse(console.readLine("%s [y/N] ", question), "")
            .strip()
            .equalsIgnoreCase("y");
  }
}
