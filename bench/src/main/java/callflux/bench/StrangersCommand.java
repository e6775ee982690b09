package callflux.bench;

import callflux.bench.crowd.Crowd.Phase;
import callflux.bench.crowd.Profile;
import callflux.bench.report.RunTables;
import callflux.bench.run.Gauges;
import callflux.bench.run.LoadTest;
import callflux.bench.run.LoadTest.Load;
import callflux.bench.run.Run;
import callflux.bench.run.Stage;
import callflux.bench.strangers.Strangers;
import callflux.bench.study.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Finds what live calls notice of strangers at the door.
@Command(
    name = "strangers",
    description = {
      "Holds calls, first in peace and then with thousands at the door who are not Twilio: unsigned,",
      "wrongly signed, replayed, slow and oversized. Prints the latency of both.",
      "Exits with 1 if a frame or a call was lost, a stranger was let in, or a model was dialled."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class StrangersCommand implements Callable<Integer> {
  private static final String DIALS = "callflux_upstream_dials_total";
  private static final Duration TO_END = Duration.ofSeconds(10);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--calls",
      converter = Positive.class,
      defaultValue = "50",
      description = "At once.")
  private int calls;

  @Option(
      names = "--strangers",
      converter = Positive.class,
      defaultValue = "10000",
      description = "Who come while it is measured, evenly.")
  private int many;

  @Mixin private TimesOptions times = new TimesOptions(50, 10, 30);

  @Mixin private SubjectOptions subjects = new SubjectOptions();

  private final List<Run> runs = new ArrayList<>();
  private @Nullable Strangers strangers;
  private double dialled;

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    var test = subjects.test(new Progress(terminal, 2, times.whole(calls)));
    try (test;
        var _ = Interruption.of(test, TO_END)) {
      hold(test);
    }
    var settings = Settings.of(Objects.requireNonNull(spec));
    var file = subjects.files().keep("strangers", Results.alone("strangers", settings, runs, null));
    boolean held = runs.stream().allMatch(Run::whole) && letIn() == 0 && dialled == 0;
    tell(terminal);
    terminal.println("kept in " + file);
    terminal.flush();
    return held ? 0 : 1;
  }

  private void hold(LoadTest test) throws IOException {
    var load = new Load(calls, 20, Profile.ECHO, times.plateau());
    try (Stage stage = test.open(subjects.subject("callflux"), Profile.ECHO)) {
      runs.add(stage.run(load, (_, _) -> {}));
      runs.add(stage.run(load, this::besiege));
    }
  }

  /// Begins when all calls are up and are measured, and is over before they are.
  private void besiege(Phase phase, Stage stage) throws IOException {
    if (phase == Phase.MEASURING) {
      var line = new GatewayOptions().line(URI.create("http://127.0.0.1:" + stage.port()));
      var all = Strangers.overhearing(line);
      strangers = all;
      double before = dials(stage);
      all.come(many, times.measured().multipliedBy(2).dividedBy(3));
      dialled = dials(stage) - before;
    }
  }

  private static double dials(Stage stage) throws IOException {
    return Gauges.of(stage.adminPort())
        .value(DIALS)
        .orElseThrow(() -> new IOException("no " + DIALS));
  }

  private long letIn() {
    return strangers == null ? 0 : strangers.letIn();
  }

  private void tell(PrintWriter terminal) {
    terminal.printf("%nIn peace%n%s", RunTables.terminal(runs.getFirst()));
    terminal.printf("%nWith strangers at the door%n%s", RunTables.terminal(runs.getLast()));
    if (strangers != null) {
      terminal.println();
      strangers.answers().forEach((answer, count) -> terminal.printf("%,7d  %s%n", count, answer));
    }
    terminal.printf("%nlet in: %d; models dialled for them: %.0f%n", letIn(), dialled);
  }
}
