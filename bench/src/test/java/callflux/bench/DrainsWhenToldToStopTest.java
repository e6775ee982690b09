package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.CallPlan;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.Line;
import callflux.bench.load.Scenario;
import callflux.bench.load.SimulatedCaller;
import callflux.bench.load.Speech;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// A gateway in a process of its own, told to stop while people talk.
class DrainsWhenToldToStopTest {
  private static final int CALLS = 20;
  private static final Pattern ANSWERED =
      Pattern.compile("callflux_calls_answered_total\\{.*} " + CALLS + "\\.0\n");

  @Test
  @Timeout(120)
  void liveCallsEndByThemselvesAndTheProcessWithZero() throws Exception {
    int port = freePort();
    int admin = freePort();
    var process = gateway(port, admin);
    try {
      var origin = "http://127.0.0.1:" + port;
      await(status(origin, "/readyz").filter(code -> code == 200));
      var words = List.of(Speech.synthetic(3, Duration.ofMillis(500)));
      var scenario = Scenario.conversation(words, 3, 1, Duration.ofMillis(800));
      var plan = new CallPlan(Line.local(URI.create(origin)), scenario, false);
      var calls =
          Flux.range(0, CALLS).flatMap(_ -> new SimulatedCaller().call(plan), CALLS).collectList();

      var records =
          Objects.requireNonNull(
                  Mono.zip(calls, allLive(admin).doOnNext(_ -> process.destroy())).block())
              .getT1();

      assertThat(records).hasSize(CALLS);
      assertThat(records)
          .allSatisfy(call -> {
            assertThat(call.ending().kind()).as(call.ending().detail()).isEqualTo(Kind.HUNG_UP);
            assertThat(call.timeline().spoken()).hasSize(3);
          });
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Mono<Integer> allLive(int admin) {
    return repeated(
        HttpClient.newConnection()
            .get()
            .uri("http://127.0.0.1:" + admin + "/metrics")
            .responseContent()
            .aggregate()
            .asString()
            .filter(page -> ANSWERED.matcher(page).find())
            .map(String::length));
  }

  private static Mono<Integer> status(String origin, String path) {
    return repeated(
        HttpClient.newConnection()
            .get()
            .uri(origin + path)
            .response()
            .map(response -> response.status().code()));
  }

  private static Mono<Integer> repeated(Mono<Integer> ask) {
    return ask.onErrorComplete()
        .repeatWhenEmpty(times -> times.delayElements(Duration.ofMillis(100)));
  }

  private static void await(Mono<Integer> signal) {
    Objects.requireNonNull(signal.block(Duration.ofSeconds(30)));
  }

  private static Process gateway(int port, int admin) throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "callflux.gateway.Main")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    var environment = builder.environment();
    List.of("OPENAI_API_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "PUBLIC_URL")
        .forEach(environment::remove);
    environment.put("PORT", Integer.toString(port));
    environment.put("ADMIN_PORT", Integer.toString(admin));
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
