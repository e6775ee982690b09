package callflux.bench.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where, when and of what a figure is.
///
/// @param when in UTC
/// @param commit short, with `+` if there were changes; `unknown` outside of a repository
/// @param versions of what was run, by name
public record Circumstances(
    String when, String commit, Machine machine, Map<String, String> versions) {

  /// What all of it ran on.
  ///
  /// @param cpu model as the kernel has it
  /// @param memoryMib in all
  public record Machine(String cpu, int cores, long memoryMib, String kernel) {}

  /// Those of now.
  ///
  /// @param peers versions of what else is run
  public static Circumstances now(Map<String, String> peers) throws IOException {
    var versions = new TreeMap<>(peers);
    versions.put("jdk", Runtime.version().toString());
    var netty = Version.identify().get("netty-common");
    versions.put("netty", netty == null ? "unknown" : netty.artifactVersion());
    return new Circumstances(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        head(),
        new Machine(cpu(), Runtime.getRuntime().availableProcessors(), memory(), kernel()),
        versions);
  }

  private static String cpu() throws IOException {
    return field("/proc/cpuinfo", "model name");
  }

  private static long memory() throws IOException {
    return Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1024;
  }

  private static String kernel() throws IOException {
    return "Linux " + Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
  }

  private static String field(String file, String name) throws IOException {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0");
    }
  }

  private static String head() {
    try {
      String commit = git("rev-parse", "--short=12", "HEAD");
      boolean clean = git("status", "--porcelain", "--untracked-files=no").isEmpty();
      return commit.isEmpty() ? "unknown" : clean ? commit : commit + "+";
    } catch (IOException _) {
      return "unknown"; // a jar alone is benched, too
    }
  }

  private static String git(String... words) throws IOException {
    var all = new ArrayList<>(List.of("git"));
    all.addAll(List.of(words));
    var process = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = process.getInputStream()) {
      return new String(out.readAllBytes(), UTF_8).strip();
    }
  }
}
