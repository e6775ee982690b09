package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandshakeTest extends SimulatorTest {

  @Test
  void aRequestWithoutAKeyIsUnauthorized() throws Exception {
    assertThat(get(start(swift()), "/v1/realtime?model=m", null).statusCode()).isEqualTo(401);
  }

  @Test
  void theWrongKeyIsUnauthorized() throws Exception {
    SimulatorServer server = start(swift().withKey("sk-right"));

    assertThat(get(server, "/v1/realtime?model=m", "Bearer sk-wrong").statusCode()).isEqualTo(401);
  }

  @Test
  void theRightKeyIsLetIn() {
    var client = connect(start(swift().withKey("sk-simulated")));

    client.await("session.created");
  }

  @Test
  void anotherPathIsNotFound() throws Exception {
    assertThat(get(start(swift()), "/v1/chat?model=m", "Bearer k").statusCode()).isEqualTo(404);
  }

  @Test
  void withoutAModelThereIsNoSession() throws Exception {
    assertThat(get(start(swift()), "/v1/realtime", "Bearer k").statusCode()).isEqualTo(400);
  }

  @Test
  void anUnknownFaultIsABadRequest() throws Exception {
    assertThat(get(start(swift()), "/v1/realtime?model=m&fault=rain", "Bearer k").statusCode())
        .isEqualTo(400);
  }

  @Test
  void theInterfaceThatIsNoMoreIsRefusedByItsFirstEvent() {
    try (var client =
        ScriptedClient.connect(
            start(swift()), "", headers -> headers.set("OpenAI-Beta", "realtime=v1"))) {
      assertThat(client.error().path("code").stringValue()).isEqualTo("beta_api_shape_disabled");
      assertThat(client.types()).containsExactly("error");
      assertThat(client.closeCode()).isEqualTo(4000);
    }
  }

  @Test
  void aRefusalCanTellWhenToTryAgain() throws Exception {
    SimulatorServer server = start(swift().withFaults(Faults.refusing(429, Duration.ofSeconds(7))));

    HttpResponse<String> response = get(server, "/v1/realtime?model=m", "Bearer k");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("7");
  }

  @Test
  void aRefusalCanBeAskedForByTheUrl() throws Exception {
    assertThat(get(start(swift()), "/v1/realtime?model=m&status=503", "Bearer k").statusCode())
        .isEqualTo(503);
  }

  @Test
  void onlyTheFirstHandshakesNeedSuffer() throws Exception {
    SimulatorServer server = start(swift().withFaults(Faults.refusing(503, null).withTimes(1)));

    assertThat(get(server, "/v1/realtime?model=m", "Bearer k").statusCode()).isEqualTo(503);

    connect(server).await("session.created");
  }

  @Test
  void itServesLoopbackOnly() {
    SimulatorConfig local = SimulatorConfig.local();

    assertThatThrownBy(() ->
            new SimulatorConfig(
                new InetSocketAddress("0.0.0.0", 0),
                false,
                null,
                local.brain(),
                local.pace(),
                local.faults(),
                local.observer()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopback");
  }

  private static HttpResponse<String> get(
      SimulatorServer server, String path, @Nullable String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(10));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
