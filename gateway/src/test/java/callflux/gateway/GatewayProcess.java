package callflux.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Callflux as an operator runs it: a process with an environment, two outputs and an exit code.
final class GatewayProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("\"?port\"?[=:]\"?(\\d+)");
  private static final Pattern ADMIN = Pattern.compile("\"?admin\"?[=:]\"?127\\.0\\.0\\.1:(\\d+)");

  /// Far longer than any step of it takes on a busy machine. A read of a pipe heeds no interrupt,
  /// so a test's own timeout would not end the wait.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;

  /// Its lines; empty where they end.
  private final BlockingQueue<Optional<String>> out = new LinkedBlockingQueue<>();

  private final CompletableFuture<List<String>> complaints = new CompletableFuture<>();
  private final List<String> said = new ArrayList<>();

  private GatewayProcess(Process process) {
    this.process = process;
    aside(() -> read(process.inputReader(UTF_8)));
    aside(() -> complaints.complete(process.errorReader(UTF_8).lines().toList()));
  }

  /// @param environment all there is of it
  static GatewayProcess run(Map<String, String> environment, String... arguments)
      throws IOException {
    return run(_ -> true, environment, arguments);
  }

  /// @param packed which entries of the class path are there
  static GatewayProcess run(
      Predicate<String> packed, Map<String, String> environment, String... arguments)
      throws IOException {
    var classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(packed)
            .collect(Collectors.joining(File.pathSeparator));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            // Tests have one of their own, which would go first.
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            classPath,
            "callflux.gateway.Main"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    // Another gateway may run on this host.
    builder.environment().putIfAbsent("ADMIN_PORT", "0");
    builder
        .environment()
        .putIfAbsent("CALLFLUX_DATA", Path.of("target", "data", UUID.randomUUID() + "").toString());
    return new GatewayProcess(builder.start());
  }

  /// Waits until it listens.
  ///
  /// @return on which port
  int port() throws IOException {
    long deadline = deadline();
    while (hears("where it listens", deadline)) {
      var port = PORT.matcher(said.getLast());
      if (said.getLast().contains("bind") && port.find()) {
        return Integer.parseInt(port.group(1));
      }
    }
    throw new IOException("it ended before it listened: " + said + complaints.join());
  }

  /// On a thread of its own: the common pool has but one or two here, and this reads for as long as
  /// the process lives.
  private static void aside(Runnable reading) {
    Thread.ofPlatform().daemon().start(reading);
  }

  private void read(BufferedReader lines) {
    try (lines) {
      lines.lines().map(Optional::of).forEach(out::add);
    } catch (IOException | UncheckedIOException closed) {
      // It was killed: what came before is all there is.
    } finally {
      out.add(Optional.empty());
    }
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  /// Takes the next line, if there is one.
  ///
  /// @param deadline on the JVM's clock, in ns
  private boolean hears(String wanted, long deadline) throws IOException {
    try {
      var line = out.poll(deadline - System.nanoTime(), NANOSECONDS);
      if (line == null) {
        throw new AssertionError("nothing of " + wanted + " after " + said + "; " + threads());
      }
      line.ifPresent(said::add);
      return line.isPresent();
    } catch (InterruptedException gaveUp) {
      throw new AssertionError("gave up waiting for " + wanted + " after " + said, gaveUp);
    }
  }

  /// What each of its threads does, which a JVM tells on its standard output when asked to.
  private String threads() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
    var told = new StringBuilder();
    for (var line = out.poll(5, SECONDS); line != null; line = out.poll(1, SECONDS)) {
      told.append(line.orElse("the end")).append('\n');
    }
    return told.toString();
  }

  /// Where an operator looks, as it said when it listened.
  int adminPort() {
    var admin = ADMIN.matcher(said.getLast());
    if (!admin.find()) {
      throw new AssertionError("no word of the admin port: " + said);
    }
    return Integer.parseInt(admin.group(1));
  }

  /// Reads until a line holds a text, unless one that was read before does: what is printed and
  /// what is logged come in either order.
  void says(String text) throws IOException {
    if (said.stream().anyMatch(line -> line.contains(text))) {
      return;
    }
    long deadline = deadline();
    while (hears(text, deadline)) {
      if (said.getLast().contains(text)) {
        return;
      }
    }
    throw new IOException("it ended without saying so: " + said + complaints.join());
  }

  /// SIGTERM, which leaves its outputs to be read: the process's own `destroy` closes them.
  void terminate() {
    process.toHandle().destroy();
  }

  /// Waits for the end, and for all that it has to say.
  int exitCode() throws Exception {
    long deadline = deadline();
    while (hears("its end", deadline)) {
      // It has more to say.
    }
    return process.waitFor();
  }

  /// What it has written to its standard output, as far as that was read.
  List<String> said() {
    return said;
  }

  /// What it has written to its standard error, once it has ended.
  List<String> complaints() {
    return complaints.orTimeout(PATIENCE.toSeconds(), SECONDS).join();
  }

  /// What an HTTP request came to.
  record Answer(int status, String body) {}

  /// Asks a gateway on this host.
  static Answer get(int port, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + port + path);
      var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
