package callflux.bench;

import callflux.bench.run.LoadTest;
import callflux.bench.run.Subject;
import callflux.bench.study.ResultFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Options of what starts a bridge: which gateway, on which cores, and where results go.
final class SubjectOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

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
      defaultValue = "@gateway/jvm.options",
      description = "Flags of the gateway's JVM, or @ and a file of them.")
  private List<String> flags = List.of();

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

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "bench/target/bench",
      description = "Where the files go.")
  private Path out = Path.of("bench/target/bench");

  /// A subject by its name.
  ///
  /// @throws ParameterException if there is none
  Subject subject(String name) {
    try {
      return name.equals("callflux") ? Subject.callflux(jar, flags) : Subject.peer(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(), e.getMessage(), e);
    }
  }

  LoadTest test(Consumer<String> progress) throws IOException {
    Files.createDirectories(out);
    return new LoadTest(new LoadTest.Cores(subjectCpus, loadCpus), out, progress);
  }

  ResultFiles files() {
    return new ResultFiles(out);
  }

  String loadCpus() {
    return loadCpus;
  }
}
