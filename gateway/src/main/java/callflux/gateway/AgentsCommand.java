package callflux.gateway;

import static java.util.Objects.requireNonNull;

import callflux.gateway.agent.NumberPlan;
import callflux.gateway.config.ConfigInvalid;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lists who answers which number.
@Command(
    name = "agents",
    description =
        "Lists the numbers of a configuration file, with who answers each: agent, upstream, model,"
            + " voice, and the version of what the model is told.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class AgentsCommand implements Callable<Integer> {
  private static final String[] HEAD = {"NUMBER", "AGENT", "UPSTREAM", "MODEL", "VOICE", "PROMPT"};

  /// The server's own.
  private static final String UNSET = "-";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The YAML file; by default, the one that CALLFLUX_CONFIG names.")
  private @Nullable String file;

  @Override
  public Integer call() {
    var command = requireNonNull(spec).commandLine();
    try {
      var named = file == null ? System.getenv(ConfigReader.FILE) : file;
      table(OfflineConfig.read(named)).forEach(command.getOut()::println);
      command.getOut().flush();
      return 0;
    } catch (ConfigInvalid invalid) {
      invalid.faults().forEach(fault -> command.getErr().println("callflux: " + fault));
      command.getErr().flush();
      return Main.CONFIG_INVALID;
    }
  }

  private static List<String> table(OfflineConfig offline) {
    var table = new TextTable(HEAD.length, HEAD);
    offline.config().agents().plans().forEach(plan -> table.add(row(plan, offline.models())));
    return table.lines();
  }

  private static String[] row(NumberPlan plan, Map<String, String> models) {
    var agent = plan.agent();
    return new String[] {
      plan.label(),
      agent.name(),
      agent.upstream(),
      Objects.requireNonNullElse(
          agent.session().model(), models.getOrDefault(agent.upstream(), UNSET)),
      Objects.requireNonNullElse(agent.session().voice(), UNSET),
      agent.promptVersion()
    };
  }
}
