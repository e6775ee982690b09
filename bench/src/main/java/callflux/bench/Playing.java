package callflux.bench;

import callflux.bench.scenario.Notice;
import callflux.bench.scenario.Script;
import callflux.bench.scenario.ScriptReader;
import callflux.bench.scenario.Theatre;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/// Plays scenarios in this process, and tells how each went.
///
/// @param atOnce how many are played at the same time
/// @param out where recordings go
record Playing(int atOnce, Path out, PrintWriter terminal) {
  /// What of the environment is the gateway's.
  private static final Set<String> PASSED_ON =
      Set.of(
          "OPENAI_API_KEY",
          "OPENAI_MODEL",
          "OPENAI_REALTIME_URL",
          "CALLFLUX_CONFIG",
          "CALLFLUX_RECEPTIONIST");

  /// Plays them all.
  ///
  /// @param paths files and folders
  /// @return 0 if all went as expected, 1 if not
  /// @throws IOException if one can't be read, or its gateway not be started
  int play(List<Path> paths) throws IOException {
    var scripts = new ArrayList<Script>();
    for (var path : paths) {
      scripts.addAll(ScriptReader.readAll(path));
    }
    int failed = 0;
    try (var theatre = new Theatre(environment())) {
      for (var script : scripts) {
        theatre.open(script);
      }
      var performances = Flux.fromIterable(scripts).flatMapSequential(theatre::play, atOnce);
      for (var performance : performances.toIterable()) {
        say(Notice.of(performance, Notice.write(performance, out)));
        failed += performance.failures().isEmpty() ? 0 : 1;
      }
    }
    say(String.format("%d of %d as expected%n", scripts.size() - failed, scripts.size()));
    return failed == 0 ? 0 : 1;
  }

  private void say(String text) {
    terminal.print(text);
    terminal.flush();
  }

  private static Map<String, String> environment() {
    return System.getenv().entrySet().stream()
        .filter(entry -> PASSED_ON.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
