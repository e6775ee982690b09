package callflux.bench;

import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Profile;
import callflux.bench.run.LoadTest;
import callflux.bench.run.Run;
import callflux.bench.run.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Puts one load on one bridge.
@Command(
    name = "load",
    description = "Holds many calls at once through one bridge, and times what passes.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class LoadCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      defaultValue = "callflux",
      description = "callflux, node, openai, fastapi or haproxy.")
  private String subject = "callflux";

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      defaultValue = "gateway/target/callflux.jar",
      description = "The gateway that is started.")
  private Path jar = Path.of("gateway/target/callflux.jar");

  @Option(
      names = "--jvm",
      paramLabel = "FLAG",
      split = " ",
      defaultValue = "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow",
      description = "Flags of the gateway's JVM.")
  private List<String> flags = List.of();

  @Option(names = "--calls", defaultValue = "100", description = "At once.")
  private int calls;

  @Option(
      names = "--profile",
      defaultValue = "ECHO",
      description = "What goes on in them: ${COMPLETION-CANDIDATES}.")
  private Profile profile = Profile.ECHO;

  @Option(names = "--per-second", defaultValue = "50", description = "Calls begun a second.")
  private int perSecond;

  @Option(names = "--warm-up", paramLabel = "S", defaultValue = "10", description = "Unmeasured.")
  private int warmUp;

  @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "Measured.")
  private int seconds;

  @Option(
      names = "--holding",
      paramLabel = "S",
      defaultValue = "0",
      description = "How long a call lasts in the middle, by chance; 0 is until the end.")
  private int holding;

  @Option(
      names = "--subject-cpus",
      defaultValue = "0",
      description = "Where the bridge runs, as taskset has it.")
  private String subjectCpus = "0";

  @Option(
      names = "--load-cpus",
      defaultValue = "1",
      description = "Where callers and model run, as taskset has it.")
  private String loadCpus = "1";

  @Option(names = "--out", paramLabel = "DIR", description = "Where the files go.")
  private Path out = Path.of("bench/target/bench");

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    Files.createDirectories(out);
    var test =
        new LoadTest(
            new LoadTest.Cores(subjectCpus, loadCpus),
            out,
            what -> {
              terminal.println(what);
              terminal.flush();
            });
    var times =
        new CrowdPlan.Times(
            perSecond,
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(seconds),
            Duration.ofSeconds(holding));
    Run run = test.run(chosen(), new LoadTest.Load(calls, 20, profile, times));
    var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    terminal.println(mapper.writeValueAsString(run));
    terminal.println("lost frames: " + run.lost() + " " + run.failures());
    terminal.flush();
    return run.lost() == 0 && run.failures().isEmpty() ? 0 : 1;
  }

  private Subject chosen() {
    return subject.equals("callflux") ? Subject.callflux(jar, flags) : Subject.peer(subject);
  }
}
