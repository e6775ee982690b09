package callflux.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.Calls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// What a load balancer is told.
class HealthTest {
  private final Calls calls =
      new Calls(_ -> Mono.never(), List.of(), new Calls.Terms(1, Duration.ofSeconds(1)));
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean modelShunned;
  private final DisposableServer server =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .route(new HealthRoutes(calls, () -> modelShunned))
          .bindNow();

  @AfterEach
  void close() {
    client.close();
    server.disposeNow();
  }

  @Test
  void readyAtFirst() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void drainingGatewayIsLiveButNotReady() throws Exception {
    calls.drain(Duration.ofSeconds(1)).block();

    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("draining\n");
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void gatewayWithoutAModelIsNotReadyUntilItHasOne() throws Exception {
    modelShunned = true;
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("no model\n");
    assertThat(get("/livez").statusCode()).isEqualTo(200);

    modelShunned = false;
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30));
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
