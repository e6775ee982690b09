package callflux.gateway.realtime;

import static callflux.gateway.realtime.Rig.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.CallFailure.ModelRefused;
import callflux.gateway.call.CallFailure.ModelUnreachable;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/// An agent's model is dialled at the server that the agent names, as it is just now.
class EachAgentHasItsUpstreamTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Upstreams upstreams = new Upstreams(Rig.LOOPS, meters);

  @Test
  void andItsModelIsAskedForThere() throws Exception {
    try (var main = ScriptedServer.playing(Peer::upgradeAndHold);
        var other = ScriptedServer.playing(Peer::upgradeAndHold)) {
      upstreams.use(Map.of("default", config(main), "azure", config(other)));

      dial(agent(Agent.DEFAULT_UPSTREAM, null));
      dial(agent("azure", "phone"));

      assertThat(main.requests())
          .singleElement()
          .asString()
          .startsWith("GET /v1/realtime?model=gpt-realtime-2.1 ");
      assertThat(other.requests())
          .singleElement()
          .asString()
          .startsWith("GET /v1/realtime?model=phone ");
    }
  }

  @Test
  void serverThatHasNotChangedIsKeptWithWhatIsKnownOfIt() throws Exception {
    try (var refusing = ScriptedServer.playing(peer -> peer.answer("401 Unauthorized"));
        var willing = ScriptedServer.playing(Peer::upgradeAndHold)) {
      upstreams.use(Map.of("default", config(refusing)));
      StepVerifier.create(upstreams.dial(agent("default", null)))
          .expectError(ModelRefused.class)
          .verify(LONG);
      assertThat(upstreams.shunsDefault()).isTrue();

      upstreams.use(Map.of("default", config(refusing), "other", config(willing)));
      assertThat(upstreams.shunsDefault()).isTrue();
      assertThat(shunned("default")).isOne();

      upstreams.use(Map.of("default", config(willing)));
      assertThat(upstreams.shunsDefault()).isFalse();
      assertThat(shunned("default")).isZero();
      dial(agent("default", null));
    }
  }

  @Test
  void anotherServersTroubleIsNotTheDefaultOnes() throws Exception {
    try (var refusing = ScriptedServer.playing(peer -> peer.answer("401 Unauthorized"));
        var willing = ScriptedServer.playing(Peer::upgradeAndHold)) {
      upstreams.use(Map.of("default", config(willing), "other", config(refusing)));
      StepVerifier.create(upstreams.dial(agent("other", null)))
          .expectError(ModelRefused.class)
          .verify(LONG);

      assertThat(upstreams.shunsDefault()).isFalse();
      assertThat(shunned("other")).isOne();
    }
  }

  @Test
  void callThatWasAdmittedBeforeItsServerWasTakenOutIsStillDialled() throws Exception {
    try (var main = ScriptedServer.playing(Peer::upgradeAndHold);
        var other = ScriptedServer.playing(Peer::upgradeAndHold)) {
      upstreams.use(Map.of("default", config(main), "azure", config(other)));
      upstreams.use(Map.of("default", config(main)));
      dial(agent("azure", null));

      upstreams.use(Map.of("default", config(main)));
      StepVerifier.create(upstreams.dial(agent("azure", null)))
          .expectError(ModelUnreachable.class)
          .verify(LONG);
    }
  }

  private void dial(Agent agent) {
    Rig.opened(upstreams.dial(agent)).close(1000, "over").block(LONG);
  }

  private double shunned(String name) {
    return meters.get("callflux.upstream.breaker.open").tag("upstream", name).gauge().value();
  }

  private static RealtimeConfig config(ScriptedServer server) {
    return Rig.config(server.url(), Rig.PATIENT, BreakerSettings.DEFAULTS);
  }

  private static Agent agent(String upstream, @Nullable String model) {
    var plain = Rig.agent();
    var session =
        new Session(
            model,
            "Be brief.",
            AudioFormat.PCMU,
            null,
            1.0,
            plain.session().turnDetection(),
            null,
            null,
            null,
            List.of());
    return new Agent("test", session, null, plain.limits(), upstream, List.of(), null);
  }
}
