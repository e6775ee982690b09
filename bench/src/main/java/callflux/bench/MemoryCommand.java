package callflux.bench;

import callflux.bench.report.RunTables;
import callflux.bench.study.Holding;
import callflux.bench.study.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
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

  @Mixin private TimesOptions times = new TimesOptions(100, 10, 5);

  @Mixin private SubjectOptions subjects = new SubjectOptions();

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter terminal = command.commandLine().getOut();
    List<Integer> sorted = calls.stream().sorted().toList();
    var each = times.whole(sorted.getLast() / 2);
    var test = subjects.test(new Progress(terminal, sorted.size(), each));
    var holding = new Holding(subjects.loadCpus(), times.plateau());
    try (test;
        var _ = Interruption.of(test, Duration.ZERO)) {
      holding.hold(test, subjects.subject("callflux"), sorted);
    }
    subjects
        .files()
        .keep(
            "memory",
            Results.alone("memory", Settings.of(command), holding.runs(), holding.finding()));
    terminal.print(RunTables.terminal(holding.finding()));
    terminal.flush();
    return holding.runs().stream().allMatch(run -> run.whole()) ? 0 : 1;
  }
}
