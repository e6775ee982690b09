package callflux.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints a configuration file to begin with.
@Command(
    name = "sample",
    description =
        "Prints a configuration file to begin with: two agents, one of them a healthcare"
            + " receptionist who hears and speaks at 24 kHz.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class SampleCommand implements Callable<Integer> {
  static final String RESOURCE = "sample.yaml";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = requireNonNull(spec).commandLine().getOut();
    out.print(sample());
    out.flush();
    return 0;
  }

  /// The file, as it is in the jar.
  static String sample() {
    try (var in = requireNonNull(SampleCommand.class.getResourceAsStream(RESOURCE))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
