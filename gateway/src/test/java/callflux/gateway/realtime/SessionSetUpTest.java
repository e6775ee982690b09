package callflux.gateway.realtime;

import static callflux.gateway.realtime.Rig.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.realtime.Session;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.CallFailure.ModelLost;
import callflux.gateway.call.CallFailure.ModelRefused;
import callflux.gateway.call.CallFailure.SessionExpired;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class SessionSetUpTest {
  private static final String UPDATED =
      "{\"type\":\"session.updated\",\"session\":{\"id\":\"sess_1\",\"expires_at\":7}}";

  @Test
  void aRefusedSessionIsAskedForAgainWithTheLeast() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          assertThat(peer.read().text()).contains("\"session\"").contains("marin");
          peer.say(error("unknown_parameter", "session"));
          assertThat(peer.read().text())
              .contains("\"session-minimal\"")
              .contains("audio/pcmu")
              .contains("Be brief.")
              .doesNotContain("marin");
          peer.say(UPDATED);
          peer.bye(1000);
          peer.readToEnd();
        })) {
      var rig = Rig.of(server);
      StepVerifier.create(rig.dial().receive())
          .expectNext(new SessionUpdated("sess_1", 7))
          .expectComplete()
          .verify(LONG);
      assertThat(rig.count("callflux.upstream.session.fallbacks")).isEqualTo(1);
    }
  }

  @Test
  void toolsAreTheLastThatARefusedSessionDoesWithout() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          assertThat(peer.read().text()).contains("look_up").contains("marin");
          peer.say(error("unknown_parameter", "session"));
          assertThat(peer.read().text())
              .contains("\"session-tools\"")
              .contains("look_up")
              .doesNotContain("marin");
          peer.say(error("invalid_function_parameters", "session-tools"));
          assertThat(peer.read().text()).contains("\"session-minimal\"").doesNotContain("look_up");
          peer.say(UPDATED);
          peer.bye(1000);
          peer.readToEnd();
        })) {
      var rig = Rig.of(server);
      var plain = Rig.agent();
      var tool = new Session.Tool("look_up", "Looks up.", Map.of("type", "object"));
      var agent = new Agent("test", plain.session().with(List.of(tool)), null, plain.limits());
      StepVerifier.create(Rig.opened(rig.client().dial(agent)).receive())
          .expectNext(new SessionUpdated("sess_1", 7))
          .expectComplete()
          .verify(LONG);
    }
  }

  @Test
  void whoRefusesEvenTheLeastHasRefusedTheCall() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.say(error("unknown_parameter", "session"));
          peer.say(error("unknown_parameter", "session-minimal"));
          peer.readUntil(Peer.CLOSE);
        })) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .expectErrorSatisfies(e ->
              assertThat(e)
                  .isInstanceOf(ModelRefused.class)
                  .hasMessageContaining("unknown_parameter"))
          .verify(LONG);
    }
  }

  @Test
  void aFatalErrorEndsTheLegBehindWhatWasSaidBefore() throws Exception {
    try (var server = saying(UPDATED, error("insufficient_quota", ""))) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .expectNext(new SessionUpdated("sess_1", 7))
          .expectError(ModelRefused.class)
          .verify(LONG);
    }
  }

  @Test
  void anExpiredSessionSaysSo() throws Exception {
    try (var server = saying(error("session_expired", ""))) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .expectError(SessionExpired.class)
          .verify(LONG);
    }
  }

  @Test
  void errorsThatMendThemselvesArePassedOn() throws Exception {
    try (var server = saying(error("response_cancel_not_active", "x"), UPDATED)) {
      var rig = Rig.of(server);
      StepVerifier.create(rig.dial().receive().take(2))
          .expectNextMatches(ServerEvent.Error.class::isInstance)
          .expectNext(new SessionUpdated("sess_1", 7))
          .expectComplete()
          .verify(LONG);
      assertThat(rig.count("callflux.upstream.errors", "kind", "benign")).isEqualTo(1);
    }
  }

  @Test
  void fiveMessagesOfJunkAreForgiven() throws Exception {
    try (var server = saying("{", "[]", "\"", "", "{\"no\":\"type\"}", UPDATED)) {
      var rig = Rig.of(server);
      StepVerifier.create(rig.dial().receive().take(1))
          .expectNext(new SessionUpdated("sess_1", 7))
          .expectComplete()
          .verify(LONG);
      assertThat(rig.count("callflux.upstream.malformed")).isEqualTo(5);
    }
  }

  @Test
  void aSixthIsNot() throws Exception {
    try (var server = saying("{", "{", "{", "{", "{", "{", UPDATED)) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .expectError(ModelLost.class)
          .verify(LONG);
    }
  }

  @Test
  void eventsNewerThanTheGatewayAreNoJunk() throws Exception {
    var unknown = "{\"type\":\"from.the.future\"}";
    try (var server =
        saying(unknown, unknown, unknown, unknown, unknown, unknown, unknown, UPDATED)) {
      StepVerifier.create(Rig.of(server).dial().receive().ofType(SessionUpdated.class).take(1))
          .expectNextCount(1)
          .expectComplete()
          .verify(LONG);
    }
  }

  private static ScriptedServer saying(String... messages) {
    return ScriptedServer.playing(peer -> {
      peer.upgrade();
      for (String message : messages) {
        peer.say(message);
      }
      peer.readToEnd();
    });
  }

  private static String error(String code, String eventId) {
    return "{\"type\":\"error\",\"event_id\":\"ev\",\"error\":{\"type\":\"invalid_request_error\","
        + "\"code\":\""
        + code
        + "\",\"message\":\"no\",\"param\":null,\"event_id\":\""
        + eventId
        + "\"}}";
  }
}
