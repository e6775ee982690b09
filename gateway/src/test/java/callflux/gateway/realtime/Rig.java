package callflux.gateway.realtime;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.Dialect;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.Leg;
import callflux.gateway.config.Secret;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import callflux.gateway.realtime.RealtimeConfig.Retries;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/// A client pointed at a scripted server, patient for as long as a test allows.
record Rig(RealtimeClient client, SimpleMeterRegistry meters) {
  /// Whatever prints this has printed the key.
  static final String CANARY = "sk-canary-3f9b2d";

  /// Long enough for a slow machine: waited for in full only by a test that fails.
  static final Duration LONG = Duration.ofSeconds(20);

  static final LoopResources LOOPS = LoopResources.create("rig", 1, 2, true);

  static final Retries ONE_TRY = retries(1);

  static final Patience PATIENT = new Patience(LONG, LONG, LONG, ONE_TRY);

  /// As many tries, with next to no pause between.
  static Retries retries(int attempts) {
    return new Retries(attempts, LONG, Duration.ofMillis(1), Duration.ofMillis(2));
  }

  static Patience patience(Retries retries) {
    return new Patience(LONG, LONG, LONG, retries);
  }

  static Rig of(ScriptedServer server) {
    return of(server.url(), PATIENT);
  }

  static Rig of(String url, Patience patience) {
    return of(url, patience, BreakerSettings.DEFAULTS);
  }

  static Rig of(String url, Patience patience, BreakerSettings breaker) {
    var meters = new SimpleMeterRegistry();
    return new Rig(new RealtimeClient(config(url, patience, breaker), LOOPS, meters), meters);
  }

  static RealtimeConfig config(String url, Patience patience, BreakerSettings breaker) {
    return new RealtimeConfig(
        new Endpoint(url, "gpt-realtime-2.1", "model", Map.of()),
        Access.bearer(new Secret(CANARY)),
        Dialect.GA,
        patience,
        breaker);
  }

  static Agent agent() {
    var session =
        new Session(
            null,
            "Be brief.",
            AudioFormat.PCMU,
            "marin",
            1.0,
            new ServerVad(0.5, 300, 500, null, true, true),
            null,
            null,
            null,
            List.of());
    return new Agent(
        "test", session, null, new Agent.Limits(Duration.ofMinutes(60), Duration.ofMinutes(1)));
  }

  /// A leg that is open; the test fails if it does not open.
  Leg<ServerEvent, ClientEvent> dial() {
    return opened(client.dial(agent()));
  }

  static Leg<ServerEvent, ClientEvent> opened(Mono<Leg<ServerEvent, ClientEvent>> dial) {
    return Objects.requireNonNull(dial.block(LONG));
  }

  double count(String name, String... tags) {
    var counter = meters.find(name).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }
}
