package callflux.gateway.realtime;

import static callflux.gateway.realtime.Rig.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.CallFailure;
import callflux.gateway.call.CallFailure.ModelRefused;
import callflux.gateway.call.CallFailure.ModelUnreachable;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class UnreachableModelTest {

  @Test
  void aServerThatTakesTheCallAndSaysNothingIsGivenUpAndHungUpOn() throws Exception {
    var impatient = new Patience(LONG, Duration.ofMillis(300), LONG, Rig.retries(2));
    try (var server = ScriptedServer.playing(Peer::readToEnd)) {
      var rig = Rig.of(server.url(), impatient);
      fails(rig, ModelUnreachable.class, "in time");
      assertThat(server.connections()).isEqualTo(2);
      // Both scripts end only when their sockets do.
      server.awaitEnds(2);
      assertThat(rig.count("callflux.upstream.retries")).isEqualTo(1);
      assertThat(rig.count("callflux.upstream.dials", "result", "timeout")).isEqualTo(1);
    }
  }

  @Test
  void aDialThatIsCancelledHangsUp() throws Exception {
    try (var server = ScriptedServer.playing(Peer::readToEnd)) {
      var dial = Rig.of(server).client().dial(Rig.agent()).subscribe();
      server.awaitConnections(1);
      dial.dispose();
      server.awaitEnds(1);
    }
  }

  @Test
  void aServerThatClosesBeforeItAnswersIsTriedAgain() throws Exception {
    try (var server = ScriptedServer.playing(Peer::request, Peer::upgradeAndHold)) {
      open(Rig.of(server.url(), Rig.patience(Rig.retries(2))));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aServerThatResetsBeforeItAnswersIsTriedAgain() throws Exception {
    try (var server = ScriptedServer.playing(Peer::reset, Peer::upgradeAndHold)) {
      open(Rig.of(server.url(), Rig.patience(Rig.retries(2))));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aPortWhereNobodyListensIsUnreachable() throws Exception {
    var rig = Rig.of("ws://127.0.0.1:" + freePort() + "/", Rig.patience(Rig.retries(3)));
    fails(rig, ModelUnreachable.class, "127.0.0.1");
    assertThat(rig.count("callflux.upstream.retries")).isEqualTo(2);
    assertThat(rig.count("callflux.upstream.dials", "result", "connection")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void troubleThatPassesIsTriedAgain(int status) throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> peer.answer(status + " Later"), Peer::upgradeAndHold)) {
      open(Rig.of(server.url(), Rig.patience(Rig.retries(2))));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 301, 200})
  void aRefusalIsFinal(int status) throws Exception {
    try (var server = ScriptedServer.playing(peer -> peer.answer(status + " No"))) {
      var rig = Rig.of(server.url(), Rig.patience(Rig.retries(3)));
      fails(rig, ModelRefused.class, "answered " + status);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aRefusalWithALongExplanationIsStillARefusal() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.request();
          peer.write(
              ("HTTP/1.1 403 Forbidden\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(20_000))
                  .getBytes(StandardCharsets.ISO_8859_1));
        })) {
      fails(Rig.of(server.url(), Rig.patience(Rig.retries(3))), ModelRefused.class, "answered 403");
    }
  }

  @Test
  void theLastOfManyTriesSaysWhatTheServerSaid() throws Exception {
    try (var server = ScriptedServer.playing(peer -> peer.answer("429 Too Many Requests"))) {
      var rig = Rig.of(server.url(), Rig.patience(Rig.retries(3)));
      fails(rig, ModelUnreachable.class, "127.0.0.1:" + server.port() + " answered 429");
      assertThat(server.connections()).isEqualTo(3);
      assertThat(rig.count("callflux.upstream.dials", "result", "rate_limited")).isEqualTo(1);
    }
  }

  @Test
  void aServerThatAsksForMoreTimeThanThereIsIsNotTriedAgain() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> peer.answer("429 Too Many\r\nRetry-After: 3600"))) {
      fails(Rig.of(server.url(), Rig.patience(Rig.retries(3))), ModelUnreachable.class, "429");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void theKeyDoesNotFollowARedirect() throws Exception {
    try (var elsewhere = ScriptedServer.playing(Peer::request);
        var server =
            ScriptedServer.playing(peer ->
                peer.answer("301 Moved\r\nLocation: http://127.0.0.1:" + elsewhere.port() + "/"))) {
      fails(Rig.of(server), ModelRefused.class, "301");
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @Test
  void anUpgradeThatIsNoneIsRefused() throws Exception {
    try (var server =
        ScriptedServer.playing(peer ->
            peer.answer(
                "101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: bm90IHdoYXQgeW91IGFza2VkIQ=="))) {
      fails(Rig.of(server), ModelRefused.class, "101");
    }
  }

  private static void fails(Rig rig, Class<? extends CallFailure> as, String saying) {
    StepVerifier.create(rig.client().dial(Rig.agent()))
        .expectErrorSatisfies(e -> assertThat(e).isInstanceOf(as).hasMessageContaining(saying))
        .verify(LONG);
  }

  private static void open(Rig rig) {
    rig.dial().close(1000, "over").block(LONG);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
