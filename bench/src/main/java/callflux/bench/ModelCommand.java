package callflux.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.bench.crowd.LoadModel;
import callflux.bench.crowd.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// The simulated Realtime server of a load, in a process of its own.
@Command(
    name = "model",
    description = {
      "Listens as a Realtime server for loads, and prints its port and that of a relay's far end.",
      "At each line of input it prints what it has seen since the last, as JSON; with the last it ends."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class ModelCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--profile",
      defaultValue = "ECHO",
      description = "What it does: ${COMPLETION-CANDIDATES}.")
  private Profile profile = Profile.ECHO;

  @Option(names = "--port", defaultValue = "0", description = "To listen on; 0 is any.")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "To listen on; for a gateway on another host, one that it reaches.")
  private String bind = "127.0.0.1";

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    try (var model = LoadModel.start(profile, new InetSocketAddress(bind, port));
        var input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      terminal.println(model.port() + " " + model.relayedPort());
      terminal.flush();
      while (input.readLine() != null) {
        terminal.println(new JsonMapper().writeValueAsString(model.figures()));
        terminal.flush();
      }
    }
    return 0;
  }
}
