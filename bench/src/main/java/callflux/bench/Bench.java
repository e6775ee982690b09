package callflux.bench;

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
      LoadCommand.class,
      MicroCommand.class,
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
    return new CommandLine(new Bench());
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
