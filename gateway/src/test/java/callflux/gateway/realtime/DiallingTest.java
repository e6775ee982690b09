package callflux.gateway.realtime;

import static callflux.gateway.realtime.Rig.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.Dialect;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.config.Secret;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class DiallingTest {
  private static final String CREATED =
      "{\"type\":\"session.created\",\"session\":{\"id\":\"sess_1\",\"expires_at\":0}}";

  @Test
  void theKeyAndTheModelGoToTheServer() throws Exception {
    try (var server = ScriptedServer.playing(Peer::upgradeAndHold)) {
      var rig = Rig.of(server);
      rig.dial().close(1000, "over").block(LONG);
      assertThat(server.requests())
          .singleElement()
          .asString()
          .startsWith("GET /v1/realtime?model=gpt-realtime-2.1 HTTP/1.1\r\n")
          .containsIgnoringCase("authorization: Bearer " + Rig.CANARY)
          .doesNotContainIgnoringCase("openai-beta")
          .doesNotContainIgnoringCase("sec-websocket-extensions");
      assertThat(rig.count("callflux.upstream.dials", "result", "opened")).isEqualTo(1);
      assertThat(rig.meters().get("callflux.upstream.handshake").timer().count()).isEqualTo(1);
    }
  }

  @Test
  void aDeploymentIsDialledTheWayAzureWants() throws Exception {
    try (var server = ScriptedServer.playing(Peer::upgradeAndHold)) {
      var config =
          new RealtimeConfig(
              new Endpoint(
                  server.url(), "my voice", "deployment", Map.of("api-version", "2025-04-01")),
              new Access(new Secret(Rig.CANARY), "api-key", "", Map.of("X-Team", "phones")),
              Dialect.BETA,
              Rig.PATIENT,
              BreakerSettings.DEFAULTS);
      var client = new RealtimeClient(config, Rig.LOOPS, new SimpleMeterRegistry());
      var leg = Rig.opened(client.dial(Rig.agent()));
      leg.close(1000, "over").block(LONG);
      assertThat(server.requests())
          .singleElement()
          .asString()
          .startsWith("GET /v1/realtime?deployment=my%20voice&api-version=2025-04-01 HTTP/1.1\r\n")
          .contains("api-key: " + Rig.CANARY + "\r\n")
          .containsIgnoringCase("x-team: phones\r\n")
          .doesNotContainIgnoringCase("authorization");
    }
  }

  @Test
  void theSessionIsAskedForWithoutWaitingToBeSpokenTo() throws Exception {
    var first = new CompletableFuture<String>();
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          first.complete(peer.read().text());
          peer.readToEnd();
        })) {
      var leg = Rig.of(server).dial();
      assertThat(first.get(LONG.toSeconds(), TimeUnit.SECONDS))
          .contains("\"type\":\"session.update\"")
          .contains("\"event_id\":\"session\"");
      leg.close(1000, "over").block(LONG);
    }
  }

  @Test
  void aLegHoldsItsTongueUntilItIsReceived() throws Exception {
    var flooded = new CompletableFuture<Boolean>();
    int events = 300;
    var long64k = CREATED.replace("sess_1", "s".repeat(65_536));
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          for (int i = 0; i < events; i++) {
            peer.say(long64k);
          }
          flooded.complete(true);
          peer.bye(1000);
          peer.readToEnd();
        })) {
      var leg = Rig.of(server).dial();
      // 19 MB do not fit between two sockets: the server waits for somebody to read.
      assertThat(flooded)
          .failsWithin(Duration.ofMillis(500))
          .withThrowableOfType(TimeoutException.class);
      StepVerifier.create(leg.receive().count())
          .expectNext((long) events)
          .expectComplete()
          .verify(LONG);
      assertThat(flooded).isCompleted();
    }
  }

  @Test
  void aLegNobodyWantsIsClosedUnread() throws Exception {
    var code = new CompletableFuture<Integer>();
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade(Peer.text(CREATED));
          code.complete(peer.readUntil(Peer.CLOSE).closeCode());
          peer.bye(1000);
          peer.readToEnd();
        })) {
      Rig.of(server).dial().close(1001, "nobody came").block(LONG);
      assertThat(code.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1001);
    }
  }

  @Test
  void bothLegsOfACallShareALoop() throws Exception {
    try (var model =
        ScriptedServer.playing(peer -> {
          peer.upgrade(Peer.text(CREATED));
          peer.bye(1000);
          peer.readToEnd();
        })) {
      var rig = Rig.of(model);
      var web =
          HttpServer.create()
              .host("127.0.0.1")
              .port(0)
              .runOn(Rig.LOOPS)
              .handle((_, response) -> response.sendString(threads(rig)))
              .bindNow();
      try {
        for (int i = 0; i < 8; i++) {
          var threads =
              HttpClient.newConnection()
                  .get()
                  .uri("http://127.0.0.1:" + web.port() + "/")
                  .responseContent()
                  .aggregate()
                  .asString()
                  .block(LONG);
          assertThat(threads).matches("(.+) \\1");
        }
      } finally {
        web.disposeNow();
      }
    }
  }

  private static Mono<String> threads(Rig rig) {
    return Mono.fromSupplier(() -> Thread.currentThread().getName())
        .flatMap(server ->
            rig.client()
                .dial(Rig.agent())
                .flatMapMany(leg -> leg.receive().ofType(ServerEvent.SessionCreated.class))
                .map(_ -> server + " " + Thread.currentThread().getName())
                .last());
  }
}
