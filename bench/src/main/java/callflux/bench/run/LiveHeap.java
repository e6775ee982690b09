package callflux.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is alive in another JVM's heap, as its own class histogram has it.
///
/// @param bytes of all classes
/// @param classes bytes of each
public record LiveHeap(long bytes, Map<String, Long> classes) {
  /// ` 1: 39228 3921824 [B (java.base@25.0.3)`
  private static final Pattern ROW =
      Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)(?: \\(.*\\))?");

  /// Collects garbage there first. That JVM is halted until the last class is printed; one that
  /// asked it of itself would wait for ever.
  ///
  /// @param cpus where to run the tool, so that what is measured has its core to itself
  /// @throws IOException if the process is no JVM, or has ended
  public static LiveHeap of(long pid, String cpus) throws IOException {
    jcmd(pid, cpus, "GC.run"); // what has been finalised, or only now is known to be unreachable
    return read(jcmd(pid, cpus, "GC.class_histogram").stream());
  }

  static LiveHeap read(Stream<String> histogram) {
    var classes = new TreeMap<String, Long>();
    histogram
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(row -> classes.merge(row.group(2), Long.parseLong(row.group(1)), Long::sum));
    return new LiveHeap(classes.values().stream().mapToLong(Long::longValue).sum(), classes);
  }

  private static List<String> jcmd(long pid, String cpus, String command) throws IOException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var words = new ArrayList<String>();
    if (!cpus.isEmpty()) {
      words.addAll(List.of("taskset", "-c", cpus));
    }
    words.addAll(List.of(tool, Long.toString(pid), command));
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (var lines = process.inputReader(UTF_8)) {
      List<String> said = lines.readAllLines();
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + String.join(" ", said));
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
