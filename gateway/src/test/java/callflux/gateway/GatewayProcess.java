package callflux.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Callflux as an operator runs it: a process with an environment, two outputs and an exit code.
final class GatewayProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("\"?port\"?[=:]\"?(\\d+)");
  private static final Pattern ADMIN = Pattern.compile("\"?admin\"?[=:]\"?127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final BufferedReader out;
  private final CompletableFuture<List<String>> complaints;
  private final List<String> said = new ArrayList<>();

  private GatewayProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
    this.complaints =
        CompletableFuture.supplyAsync(() -> process.errorReader(UTF_8).lines().toList());
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
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      var port = PORT.matcher(line);
      if (line.contains("bind") && port.find()) {
        return Integer.parseInt(port.group(1));
      }
    }
    throw new IOException("it ended before it listened: " + said + complaints.join());
  }

  /// Where an operator looks, as it said when it listened.
  int adminPort() {
    var admin = ADMIN.matcher(said.getLast());
    if (!admin.find()) {
      throw new AssertionError("no word of the admin port: " + said);
    }
    return Integer.parseInt(admin.group(1));
  }

  /// Reads until a line holds a text.
  void says(String text) throws IOException {
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      if (line.contains(text)) {
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
    out.lines().forEach(said::add);
    return process.waitFor();
  }

  /// What it has written to its standard output, as far as that was read.
  List<String> said() {
    return said;
  }

  /// What it has written to its standard error, once it has ended.
  List<String> complaints() {
    return complaints.join();
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
