package callflux.bench;

import callflux.bench.crowd.Crowd;
import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Profile;
import callflux.bench.load.Line;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// The callers of a load, in a process of their own.
@Command(
    name = "callers",
    description = {
      "Calls a gateway in number, and prints each phase of it, and at the end what was seen as JSON.",
      "The model behind the gateway has to be this bench's."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class CallersCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--gateway",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the gateway is.")
  private URI gateway = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      defaultValue = "https://bench.example",
      description = "The origin that the gateway knows itself by: what is signed.")
  private String publicUrl = "";

  @Option(
      names = "--auth-token",
      paramLabel = "TOKEN",
      defaultValue = "0123456789abcdef0123456789abcdef",
      description = "Signs what is sent.")
  private String authToken = "";

  @Option(
      names = "--account-sid",
      paramLabel = "SID",
      defaultValue = "AC0123456789abcdef0123456789abcdef",
      description = "The account that the number belongs to.")
  private String accountSid = "";

  @Option(
      names = "--relayed",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "A relay on this host, called in place of a gateway.")
  private int relayed;

  @Option(names = "--calls", defaultValue = "100", description = "At once.")
  private int calls;

  @Option(
      names = "--profile",
      defaultValue = "ECHO",
      description = "What goes on in them: ${COMPLETION-CANDIDATES}.")
  private Profile profile = Profile.ECHO;

  @Option(
      names = "--frame",
      paramLabel = "MS",
      defaultValue = "20",
      description = "How often each caller sends a frame.")
  private int frame;

  @Option(names = "--per-second", defaultValue = "50", description = "Calls begun a second.")
  private int perSecond;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "10",
      description = "Before anything is measured.")
  private int warmUp;

  @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "Measured.")
  private int seconds;

  @Option(
      names = "--holding",
      paramLabel = "S",
      defaultValue = "0",
      description = "How long a call lasts in the middle, by chance; 0 is until the end.")
  private int holding;

  @Override
  public Integer call() {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    var numbers = new Line.Numbers("+15550100001", "+15550100002");
    var plan =
        new CrowdPlan(
            new Line(gateway, publicUrl, authToken, accountSid, numbers),
            relayed,
            calls,
            frame,
            profile,
            new CrowdPlan.Times(
                perSecond,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(holding)));
    try (var crowd = Crowd.start(plan, phase -> print(terminal, phase.name()))) {
      print(terminal, new JsonMapper().writeValueAsString(crowd.finished().join()));
    }
    return 0;
  }

  private static void print(PrintWriter terminal, String line) {
    terminal.println(line);
    terminal.flush();
  }
}
