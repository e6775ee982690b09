package callflux.bench;

import callflux.bench.micro.EventLoopThreads;
import callflux.bench.micro.MicroTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs the micro-benchmarks and shows what each came to.
@Command(
    name = "micro",
    description = {
      "Measures what one frame costs in the codecs, the audio and the call's composition.",
      "Prints time and allocation for each; JMH tells how it gets on, on standard error."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    showDefaultValues = true,
    sortOptions = false)
final class MicroCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--filter",
      paramLabel = "REGEX",
      description = "Only benchmarks in whose full name this is found.")
  private Pattern filter = Pattern.compile(".*");

  @Option(names = "--quick", description = "Less exact, in a minute or two instead of eight.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Where JMH's own results go.")
  private @Nullable Path json;

  @Override
  public Integer call() {
    PrintWriter terminal = command().commandLine().getOut();
    try {
      terminal.print(MicroTable.of(run()));
      terminal.flush();
      return 0;
    } catch (NoBenchmarksException e) {
      throw new ParameterException(command().commandLine(), "no benchmark is named " + filter, e);
    } catch (RunnerException e) {
      command().commandLine().getErr().println("FAILED: " + e.getMessage());
      return 1;
    }
  }

  private Collection<RunResult> run() throws RunnerException {
    var options = quick ? plan(1, 3, 5, 300) : plan(2, 5, 5, 1_000);
    if (json != null) {
      options.resultFormat(ResultFormatType.JSON).result(json.toString());
    }
    // Standard output is for results.
    var progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
    return new Runner(options.build(), progress).run();
  }

  private ChainedOptionsBuilder plan(int forks, int warmups, int measurements, int millis) {
    var time = new TimeValue(millis, TimeUnit.MILLISECONDS);
    return new OptionsBuilder()
        .include(filter.pattern())
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(forks)
        .warmupIterations(warmups)
        .warmupTime(time)
        .measurementIterations(measurements)
        .measurementTime(time)
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        // As the gateway is started, however this was.
        .jvmArgs(
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djmh.executor=CUSTOM",
            "-Djmh.executor.class=" + EventLoopThreads.class.getName());
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
  }
}
