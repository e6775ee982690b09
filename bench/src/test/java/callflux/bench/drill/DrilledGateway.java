package callflux.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.Line;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// The gateway as an operator runs it, in a process that can be killed and started again.
final class DrilledGateway implements AutoCloseable {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final String PUBLIC_URL = "https://bench.example";
  private static final Duration TO_START = Duration.ofSeconds(60);

  /// Everybody may call as often as they like, is asked for their number and their words, and
  /// speaks first.
  private static final String CONFIG =
      """
      agents:
        drilled:
          instructions: You answer the telephone.
          greeting: ""
          caller_data: [from]
          transcription:
            model: gpt-4o-mini-transcribe
      numbers:
        default: drilled
      server:
        limits:
          max_calls: unlimited
          per_number: unlimited
          per_account: unlimited
          anonymous: unlimited
          per_caller: unlimited
          per_caller_minute: unlimited
          per_caller_day: unlimited
      """;

  private final Path directory;
  private final int port = freePort();
  private final int admin = freePort();
  private final Map<String, String> environment;
  private @Nullable Process process;

  /// @param directory of its configuration, its log, and what it keeps
  DrilledGateway(Path directory, String model, String database) throws IOException {
    this.directory = directory;
    this.environment = environment(directory, database);
    environment.put("PORT", Integer.toString(port));
    environment.put("ADMIN_PORT", Integer.toString(admin));
    environment.put("PUBLIC_URL", PUBLIC_URL);
    environment.put("OPENAI_API_KEY", "sk-bench-0123456789");
    environment.put("OPENAI_REALTIME_URL", model);
  }

  /// What any gateway needs that keeps what is said in this database.
  static Map<String, String> environment(Path directory, String database) throws IOException {
    var environment = new TreeMap<String, String>();
    environment.put(
        "CALLFLUX_CONFIG", Files.writeString(directory.resolve("gateway.yaml"), CONFIG).toString());
    environment.put("CALLFLUX_DATA", directory.resolve("data").toString());
    environment.put("DATABASE_URL", database);
    environment.put("BIND", "127.0.0.1");
    environment.put("TWILIO_AUTH_TOKEN", TOKEN);
    environment.put("TWILIO_ACCOUNT_SID", ACCOUNT);
    environment.put("LOG_FORMAT", "text");
    return environment;
  }

  /// A JVM with the gateway in it.
  static List<String> command(String... flags) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(flags));
    words.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "callflux.gateway.Main"));
    return words;
  }

  Map<String, String> environment() {
    return environment;
  }

  Line line() {
    return new Line(
        URI.create("http://127.0.0.1:" + port),
        PUBLIC_URL,
        TOKEN,
        ACCOUNT,
        new Line.Numbers("+15550100001", "+15550100002"));
  }

  /// Where it tells of itself.
  int adminPort() {
    return admin;
  }

  /// Returns at once; nobody answers for a second or two.
  void start() throws IOException {
    // Most of its life it would compile.
    var builder = new ProcessBuilder(command("-XX:TieredStopAtLevel=1", "-Xmx512m"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    var log = directory.resolve("gateway.log").toFile();
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
  }

  /// Waits until calls are taken.
  void ready() {
    var ended = Mono.fromFuture(Objects.requireNonNull(process).onExit());
    var status =
        HttpClient.newConnection()
            .get()
            .uri("http://127.0.0.1:" + port + "/readyz")
            .response()
            .map(response -> response.status().code())
            .filter(code -> code == 200)
            .onErrorComplete()
            .repeatWhenEmpty(times -> times.delayElements(Duration.ofMillis(100)))
            .takeUntilOther(ended)
            .block(TO_START);
    assertThat(status).as("the gateway has ended: see " + directory).isNotNull();
  }

  /// SIGKILL.
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  @Override
  public void close() {
    kill();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
