package callflux.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The bridges of other stacks, as far as this machine can have them.
///
/// @param states by name: `ready: ` with versions, or `left out: ` with the reason
public record Peers(Map<String, String> states) {
  private static final Path INSTALL = Path.of("bench", "peers", "install");
  private static final String READY = "ready: ";

  /// Gets what they need.
  ///
  /// @param told each line of how it goes
  /// @throws IOException if that can't even be tried
  public static Peers install(Consumer<String> told) throws IOException {
    var process =
        new ProcessBuilder(INSTALL.toAbsolutePath().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var states = new TreeMap<String, String>();
    try (var lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told.accept(line);
        int blank = line.indexOf(' ');
        if (blank > 0) {
          states.put(line.substring(0, blank), line.substring(blank).strip());
        }
      }
    }
    return new Peers(states);
  }

  /// Whether a peer can be started.
  public boolean has(String name) {
    return states.getOrDefault(name, "").startsWith(READY);
  }

  /// What is installed of each that can be started.
  public Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    states.forEach((name, state) -> {
      if (state.startsWith(READY)) {
        versions.put(name, state.substring(READY.length()));
      }
    });
    return versions;
  }
}
