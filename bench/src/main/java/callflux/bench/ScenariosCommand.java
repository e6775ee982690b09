package callflux.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Plays conversations from files, and tells whether they went as expected.
@Command(
    name = "scenarios",
    description = {
      "Plays conversations that are written in YAML, against a gateway of its own in local mode,",
      "and tells what was not as expected: words, tools, times, how the call ended.",
      "OPENAI_API_KEY, OPENAI_MODEL and OPENAI_REALTIME_URL are the gateway's, if they are set."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    showDefaultValues = true,
    sortOptions = false)
final class ScenariosCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "A scenario, or a folder of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--at-once",
      converter = Positive.class,
      paramLabel = "N",
      description = "How many are played at the same time.")
  private int atOnce = 2;

  @Option(names = "--out", paramLabel = "DIR", description = "Where recordings go.")
  private Path out = Path.of("bench/target/scenarios");

  @Override
  public Integer call() throws IOException {
    var terminal = Objects.requireNonNull(spec).commandLine().getOut();
    return new Playing(atOnce, out, terminal).play(paths);
  }
}
