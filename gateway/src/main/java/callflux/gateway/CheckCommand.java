package callflux.gateway;

import static java.util.Objects.requireNonNull;

import callflux.gateway.agent.NumberPlan;
import callflux.gateway.config.ConfigInvalid;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Looks at a configuration file without starting anything.
@Command(
    name = "check",
    description =
        "Checks a configuration file, without secrets or network: lists who answers which number,"
            + " or every fault, and then exits with 78.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class CheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The YAML file.")
  private @Nullable String file;

  @Override
  public Integer call() {
    var command = requireNonNull(spec).commandLine();
    try {
      var plans = OfflineConfig.read(file).config().agents().plans();
      plans.forEach(plan -> command.getOut().println(plan.label() + " -> " + plan.agent().name()));
      command.getOut().println("valid: " + counted(plans));
      command.getOut().flush();
      return 0;
    } catch (ConfigInvalid invalid) {
      invalid.faults().forEach(fault -> command.getErr().println("callflux: " + fault));
      command.getErr().flush();
      return Main.CONFIG_INVALID;
    }
  }

  private static String counted(List<NumberPlan> plans) {
    long agents = plans.stream().map(plan -> plan.agent().name()).distinct().count();
    return plans.size()
        + (plans.size() == 1 ? " number, " : " numbers, ")
        + agents
        + (agents == 1 ? " agent" : " agents");
  }
}
