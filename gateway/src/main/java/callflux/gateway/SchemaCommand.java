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

/// Prints the schema of the configuration file, for editors that check and complete as one types.
@Command(
    name = "schema",
    description = "Prints the JSON Schema (draft 2020-12) of the configuration file, for editors.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class SchemaCommand implements Callable<Integer> {
  static final String RESOURCE = "callflux.schema.json";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = requireNonNull(spec).commandLine().getOut();
    out.print(schema());
    out.flush();
    return 0;
  }

  /// The schema, as it is in the jar.
  static String schema() {
    try (var in = requireNonNull(SchemaCommand.class.getResourceAsStream(RESOURCE))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
