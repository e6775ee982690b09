package callflux.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// A proxy keeps its connection, and asks for the next call before it has the answer to the last:
/// whatever comes after that is answered, too. Reactor Netty 1.3.7 stopped reading
/// ([#4361](https://github.com/reactor/reactor-netty/issues/4361)).
class KeptConnectionIsReadOnTest {

  @Test
  void whenARequestHadToWaitForTheOneBefore() {
    var server = server();
    try (var client = new RawSocket(server.port())) {
      client.say(get("/slow") + get("/quick"));
      assertThat(client.answer()).endsWith("slow");
      assertThat(client.answer()).endsWith("quick");

      client.say(get("/quick"));

      assertThat(client.answer()).endsWith("quick");
    } finally {
      server.disposeNow();
    }
  }

  private static DisposableServer server() {
    var slow = Mono.delay(Duration.ofMillis(50)).thenReturn("slow");
    return ServerPipeline.strict(
            HttpServer.create().host("127.0.0.1").port(0),
            Limits.Http.production(),
            new SimpleMeterRegistry())
        .route(routes ->
            routes
                .get("/slow", (_, response) -> response.sendString(slow))
                .get("/quick", (_, response) -> response.sendString(Mono.just("quick"))))
        .bindNow();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }
}
