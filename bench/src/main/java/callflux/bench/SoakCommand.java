package callflux.bench;

import callflux.bench.report.RunTables;
import callflux.bench.study.Finding;
import callflux.bench.study.Results;
import callflux.bench.study.Soaking;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Finds what calls leave behind.
@Command(
    name = "soak",
    description = {
      "Has calls come and go, in batches, and looks at heap, direct memory, descriptors and threads"
          + " after each.",
      "Exits with 1 if a call was lost, or descriptors or threads are left behind."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class SoakCommand implements Callable<Integer> {
  private static final Duration BESIDE_A_BATCH = Duration.ofSeconds(12);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--calls-total",
      converter = Positive.class,
      defaultValue = "10000",
      description = "That come and go, about.")
  private int total;

  @Option(
      names = "--at-once",
      converter = Positive.class,
      defaultValue = "100",
      description = "In the middle.")
  private int atOnce;

  @Option(
      names = "--holding",
      converter = Positive.class,
      paramLabel = "S",
      defaultValue = "3",
      description = "How long a call lasts in the middle.")
  private int holding;

  @Option(
      names = "--batches",
      converter = Positive.class,
      defaultValue = "10",
      description = "In which they come; it is looked at after each.")
  private int batches;

  @Mixin private SubjectOptions subjects = new SubjectOptions();

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter terminal = command.commandLine().getOut();
    var plan = Soaking.Plan.of(total, atOnce, Duration.ofSeconds(holding), batches);
    var whole = plan.length().plus(BESIDE_A_BATCH.multipliedBy(batches));
    var test = subjects.test(new Progress(terminal, 1, whole));
    var soaking = new Soaking(subjects.loadCpus(), plan);
    try (test;
        var _ = Interruption.of(test, Duration.ZERO)) {
      soaking.soak(test, subjects.subject("callflux"));
    }
    Finding.Soak finding = soaking.finding();
    subjects
        .files()
        .keep("soak", Results.alone("soak", Settings.of(command), soaking.runs(), finding));
    terminal.print(RunTables.terminal(finding));
    terminal.flush();
    boolean clean =
        finding.after().descriptors() <= finding.before().descriptors()
            && finding.after().threads() <= finding.before().threads();
    return clean && soaking.runs().stream().allMatch(run -> run.failures().isEmpty()) ? 0 : 1;
  }
}
