package callflux.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.bench.crowd.Crowd;
import callflux.bench.crowd.CrowdPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// The callers of a load, in a process of their own.
@Command(
    name = "callers",
    description = {
      "Calls a gateway in number, and prints each phase of it, and at the end what was seen as JSON.",
      "The model behind the gateway has to be this bench's. At the line 'stop' all hang up."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class CallersCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private GatewayOptions gateway = new GatewayOptions();

  @Mixin private CallersOptions callers = new CallersOptions();

  @Option(
      names = "--relayed",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "A relay on this host, called in place of a gateway.")
  private int relayed;

  @Override
  public Integer call() {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    var plan =
        new CrowdPlan(
            gateway.line(),
            relayed,
            callers.calls(),
            callers.frameMillis(),
            callers.profile(),
            callers.times());
    try (var crowd = Crowd.start(plan, phase -> print(terminal, phase.name()))) {
      Thread.ofPlatform().daemon().name("told").start(() -> awaitStop(crowd));
      print(terminal, new JsonMapper().writeValueAsString(crowd.finished().join()));
    }
    return 0;
  }

  private static void awaitStop(Crowd crowd) {
    var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    try {
      String line = input.readLine();
      while (line != null && !line.equals("stop")) {
        line = input.readLine();
      }
      if (line != null) {
        crowd.stop();
      }
    } catch (IOException _) {
      // Whoever would have said it is gone; the plan has an end of its own.
    }
  }

  private static void print(PrintWriter terminal, String line) {
    terminal.println(line);
    terminal.flush();
  }
}
