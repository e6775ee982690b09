package callflux.bench;

import callflux.bench.crowd.CrowdPlan;
import callflux.bench.report.RunTables;
import callflux.bench.study.Circumstances;
import callflux.bench.study.Holding;
import callflux.bench.study.Results;
import callflux.bench.study.Results.Round;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Finds what an open call holds.
@Command(
    name = "memory",
    description = {
      "Keeps calls open whose callers send one frame a second, and looks at what they hold:",
      "heap that is alive, by class, Netty's direct memory, and what the kernel counts."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class MemoryCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--calls",
      converter = Positive.class,
      split = ",",
      defaultValue = "100,500,1000,2000",
      description = "Open at once, each in turn.")
  private List<Integer> calls = List.of();

  @Option(
      names = "--per-second",
      converter = Positive.class,
      defaultValue = "100",
      description = "Calls begun a second.")
  private int perSecond;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "10",
      description = "Before it is looked at.")
  private int warmUp;

  @Option(
      names = "--seconds",
      converter = Positive.class,
      paramLabel = "S",
      defaultValue = "5",
      description = "For looking at it.")
  private int seconds;

  @Mixin private SubjectOptions subjects = new SubjectOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    List<Integer> sorted = calls.stream().sorted().toList();
    var each = Progress.ofLoad(sorted.getLast() / 2, perSecond, warmUp, seconds);
    var test = subjects.test(new Progress(terminal, sorted.size(), each));
    var times =
        new CrowdPlan.Times(
            perSecond, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), Duration.ZERO);
    var holding = new Holding(subjects.loadCpus(), times);
    try (test;
        var _ = Interruption.of(test, Duration.ZERO)) {
      holding.hold(test, subjects.subject("callflux"), sorted);
    }
    var round = new Round(1, holding.runs(), List.of());
    subjects
        .files()
        .keep(
            "memory",
            new Results(
                "memory",
                Circumstances.now(Map.of()),
                Settings.of(Objects.requireNonNull(spec)),
                List.of(round),
                holding.finding()));
    terminal.print(RunTables.terminal(holding.finding()));
    terminal.flush();
    return holding.runs().stream().allMatch(run -> run.whole()) ? 0 : 1;
  }
}
