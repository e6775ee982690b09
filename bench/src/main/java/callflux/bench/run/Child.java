package callflux.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process of the bench's own, on cores of its own; ends with the bench.
final class Child implements AutoCloseable {
  private static final long SECONDS_TO_END = 10;

  private final Process process;
  private final BufferedReader output;
  private final String name;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  /// What to run.
  ///
  /// @param cpus as `taskset -c` has them; empty is anywhere
  /// @param directory to run in
  record Command(List<String> words, Map<String, String> environment, String cpus, Path directory) {
    /// A session of its own, because Ctrl-C in a terminal is meant for the bench, which may still
    /// want to hear what its children have to say.
    private List<String> pinned() {
      var all = new ArrayList<>(List.of("setsid"));
      if (!cpus.isEmpty()) {
        all.addAll(List.of("taskset", "-c", cpus));
      }
      all.addAll(words);
      return all;
    }
  }

  /// A process whose output is read here.
  static Child talking(String name, Command command) throws IOException {
    return new Child(name, builder(command).start());
  }

  /// A process whose output goes to a file.
  static Child silent(String name, Command command, Path log) throws IOException {
    var builder = builder(command).redirectOutput(log.toFile());
    return new Child(name, builder.redirectError(log.toFile()).start());
  }

  private static ProcessBuilder builder(Command command) {
    var builder =
        new ProcessBuilder(command.pinned())
            .directory(command.directory().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().merge("PATH", ":/usr/sbin", String::concat); // for Debian's haproxy
    builder.environment().putAll(command.environment());
    return builder;
  }

  /// A JVM with the bench in it, of the kind that never pauses for long.
  static List<String> bench(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var words =
        new ArrayList<>(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-Xms256m",
                "-Xmx1g",
                "-Xmn160m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dio.netty.leakDetection.level=disabled",
                // Logback would report on two configurations, where only results may stand.
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                "callflux.bench.Bench"));
    words.addAll(List.of(arguments));
    return words;
  }

  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        List.of(classPath.split(File.pathSeparator, -1)).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  /// The next line it prints.
  ///
  /// @throws IOException if it has ended instead
  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException(name + " ended before it was done");
    }
    return line;
  }

  void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not listen", e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
