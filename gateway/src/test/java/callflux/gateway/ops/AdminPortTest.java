package callflux.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.Calls;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/// What an operator finds at the admin port, and who else does not.
class AdminPortTest {
  private static final String UNKNOWN = "/calls/CA0123456789abcdef0123456789abcdef";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Calls calls =
      new Calls(_ -> Mono.never(), List.of(), new Calls.Terms(1, Duration.ofSeconds(1)));
  private final HttpClient client = HttpClient.newHttpClient();
  private final AdminServer server =
      Objects.requireNonNull(
          new Lookout(new OpsConfig("127.0.0.1", 0, null), registry)
              .serve(calls, new HealthRoutes(calls, () -> false), _ -> {}, false)
              .block(Duration.ofSeconds(10)));

  @AfterEach
  void close() {
    client.close();
    server.stop().block(Duration.ofSeconds(10));
  }

  @Test
  void showsMetrics() throws Exception {
    var page = send("GET", "/metrics");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("callflux_calls_admitted 0.0\n", "callflux_insecure 0.0\n")
        .containsPattern("callflux_direct_memory_bytes [1-9]");
  }

  @Test
  void showsThatNobodyCalls() throws Exception {
    var page = send("GET", "/calls");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).contains("application/json");
    assertThat(page.body()).isEqualTo("{\"calls\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /livez, 200",
    "GET, /readyz, 200",
    "GET, " + UNKNOWN + ", 404",
    "GET, /calls/%2e%2e, 404",
    "GET, /calls/, 404",
    "GET, /, 404",
    "GET, /twilio/voice, 404",
    "POST, /calls, 404",
    "DELETE, /calls, 405",
    "PUT, /metrics, 405"
  })
  void isAsStrictAsThePublicPort(String method, String path, int status) throws Exception {
    var answer = send(method, path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(status == 200 || answer.body().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics, X-Forwarded-For",
    "/calls, x-forwarded-for",
    "/calls, Forwarded",
    UNKNOWN + ", Forwarded"
  })
  void isNotForWhomAProxyPassesOn(String path, String header) throws Exception {
    var page = send("GET", path, header, "192.0.2.1");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).isEmpty();
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.address().getPort() + path))
            .method(method, BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
