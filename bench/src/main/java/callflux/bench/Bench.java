package callflux.bench;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The bench's command line.
@Command(
    name = "callflux-bench",
    description = "Places simulated calls to a gateway, and measures them.",
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    subcommands = {
      CallCommand.class,
      ScenariosCommand.class,
      SayCommand.class,
      LoadCommand.class,
      CompareCommand.class,
      CapacityCommand.class,
      MemoryCommand.class,
      SoakCommand.class,
      StrangersCommand.class,
      ReportCommand.class,
      MicroCommand.class,
      EarCommand.class,
      CallersCommand.class,
      ModelCommand.class
    })
public final class Bench {
  private Bench() {}

  /// Exits with 0 if all was as it should be, 1 if a call fell short, 2 on bad usage.
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    var commandLine = new CommandLine(new Bench());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(Bench::failed);
    return commandLine;
  }

  /// What could not be read, written or started is for the user to mend; all else is for us.
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult arguments)
      throws Exception {
    if (e instanceof IOException) {
      command.getErr().println("FAILED: " + e.getMessage());
      return 1;
    }
    throw e;
  }

  /// As the jar's manifest has it.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Bench.class.getPackage().getImplementationVersion();
      return new String[] {"callflux-bench " + (version == null ? "unpackaged" : version)};
    }
  }
}
