package callflux.gateway;

import callflux.gateway.archive.Archive;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.history.Trouble;
import java.util.Optional;
import picocli.CommandLine;
import reactor.core.publisher.Mono;

/// Where commands ask the archive: opens it, closes it, and says in a line and by an exit code what
/// went wrong.
final class ArchiveDesk {
  /// There is no such call.
  static final int NO_SUCH_CALL = 1;

  /// `EX_UNAVAILABLE` of sysexits: the database can't be reached, or does not let us in.
  static final int UNAVAILABLE = 69;

  private final Opening opening;

  /// The archive that the environment names.
  ArchiveDesk() {
    this(() -> {
      var access = ArchiveAccess.open(System.getenv());
      return new Opened(access.archive(), Mono.defer(access::migrate), access::close);
    });
  }

  ArchiveDesk(Opening opening) {
    this.opening = opening;
  }

  /// How an archive is come by.
  interface Opening {
    /// Opens it.
    ///
    /// @throws ConfigInvalid if it is not said well where it is
    Opened open() throws ConfigInvalid;
  }

  /// An archive that somebody has to close.
  ///
  /// @param migration makes its schema what it has to be
  record Opened(Archive archive, Mono<Void> migration, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  /// What is asked. It may block, and throws what the archive fails with.
  interface Question {
    /// Asks.
    ///
    /// @return the exit code
    int ask(Opened opened);
  }

  /// Asks, and returns the exit code.
  int answer(CommandLine command, Question question) {
    LogFormat.TEXT.chooseBesideOutput();
    try (var opened = opening.open()) {
      return asked(command, question, opened);
    } catch (ConfigInvalid invalid) {
      invalid.faults().forEach(fault -> complain(command, fault.toString()));
      return Main.CONFIG_INVALID;
    }
  }

  private static int asked(CommandLine command, Question question, Opened opened) {
    try {
      int code = question.ask(opened);
      command.getOut().flush();
      return code;
    } catch (RuntimeException failure) {
      Optional<Trouble> trouble = Trouble.of(failure);
      if (trouble.isEmpty()) {
        throw failure;
      }
      return complain(command, trouble.get());
    }
  }

  /// Says what is wrong, and returns the exit code for it.
  static int complain(CommandLine command, Trouble trouble) {
    command.getOut().flush();
    complain(command, trouble.what() + "; " + trouble.remedy());
    return switch (trouble.kind()) {
      case QUESTION -> CommandLine.ExitCode.USAGE;
      case UNKNOWN -> NO_SUCH_CALL;
      case PASSING, DATABASE -> UNAVAILABLE;
      case KEY -> Main.CONFIG_INVALID;
    };
  }

  private static void complain(CommandLine command, String what) {
    command.getErr().println("callflux: " + what);
    command.getErr().flush();
  }
}
