package callflux.bench;

import callflux.bench.report.RunTables;
import callflux.bench.run.LoadTest;
import callflux.bench.run.LoadTest.Load;
import callflux.bench.run.Run;
import callflux.bench.run.Stage;
import callflux.bench.study.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Puts one load on one bridge.
@Command(
    name = "load",
    description = {
      "Holds many calls at once through one bridge, and times what passes.",
      "The bridge is started, unless --url says where one runs already; that one's model has to be",
      "this bench's, at ws://HOST:PORT/v1/realtime with the port of --model-port.",
      "Exits with 1 if a frame or a call was lost. After Ctrl-C, what was seen so far is kept."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class LoadCommand implements Callable<Integer> {
  /// For frames on their way, for goodbyes, and for writing it down.
  private static final Duration TO_END = Duration.ofSeconds(10);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      defaultValue = "callflux",
      description = "callflux, node, openai, fastapi or haproxy.")
  private String subject = "callflux";

  @Mixin private CallersOptions callers = new CallersOptions();

  @Mixin private SubjectOptions subjects = new SubjectOptions();

  @Mixin private GatewayOptions gateway = new GatewayOptions();

  @Option(
      names = "--model-port",
      paramLabel = "PORT",
      defaultValue = "9100",
      description = "Where the model listens for a gateway that runs already.")
  private int modelPort;

  @Option(
      names = "--model-bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "And on which address.")
  private String modelBind = "127.0.0.1";

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    if (!gateway.callable()) {
      throw new ParameterException(command.commandLine(), "--url: the bench calls over http only");
    }
    PrintWriter terminal = command.commandLine().getOut();
    var progress = new Progress(terminal, 1, callers.whole());
    var test = subjects.test(progress);
    try (test;
        var _ = Interruption.of(test, TO_END)) {
      Run run = run(test);
      if (run.seconds() == 0) {
        throw new IOException("it was over before anything was measured");
      }
      var file = subjects.files().keep(name(run), results(run));
      terminal.println();
      terminal.print(RunTables.terminal(run));
      terminal.println("kept in " + file);
      terminal.flush();
      return run.whole() ? 0 : 1;
    }
  }

  private Run run(LoadTest test) throws IOException {
    var load = new Load(callers.calls(), callers.frameMillis(), callers.profile(), callers.times());
    try (Stage stage = stage(test)) {
      return stage.run(load, (_, _) -> {});
    }
  }

  private Stage stage(LoadTest test) throws IOException {
    if (gateway.given()) {
      var model = List.of("--port=" + modelPort, "--bind=" + modelBind);
      return test.elsewhere(callers.profile(), gateway.words(), model);
    }
    return test.open(subjects.subject(subject), callers.profile());
  }

  private Results results(Run run) throws IOException {
    var settings = Settings.of(Objects.requireNonNull(spec));
    return Results.alone("load", settings, List.of(run), null);
  }

  private String name(Run run) {
    String whose = gateway.given() ? "gateway" : subject;
    return "load-%s-%s-%d"
        .formatted(whose, run.profile().name().toLowerCase(Locale.ROOT), run.calls());
  }
}
