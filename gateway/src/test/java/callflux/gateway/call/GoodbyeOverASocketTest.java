package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Dialect;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.config.Secret;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.realtime.RealtimeClient;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.LoopResources;

/// A goodbye as a server that knows the protocol has it, in the middle of its greeting.
class GoodbyeOverASocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final LoopResources loops = LoopResources.create("goodbye", 1, true);
  private final SimulatorServer simulator =
      Objects.requireNonNull(SimulatorServer.start(SimulatorConfig.local()).block(PATIENCE));
  private final List<CallEvent> events = new CopyOnWriteArrayList<>();
  private final Sinks.One<Termination> wrapUp = Sinks.one();

  @AfterEach
  void stop() {
    simulator.dispose();
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(PATIENCE);
  }

  @Test
  void isAskedForSaidAndHeard() {
    var model = Objects.requireNonNull(client().dial(ScriptedCall.AGENT).block(PATIENCE));
    var orders = new Orders(Mono.never(), wrapUp.asMono());
    var tally = ScriptedCall.tally(events);
    var call = ScriptedCall.call(ScriptedCall.AGENT);

    var toolbox = new Toolbox(Tools.NONE, call, tally);
    var bridge = new CallBridge(new Phone(), model, AudioFormat.PCMU, call, toolbox, tally, orders);
    var end = bridge.run();

    // Sooner than one who waits for a goodbye in vain would give up.
    assertThat(end.block(PATIENCE)).isEqualTo(Termination.SPEND_CAP);
    assertThat(events)
        .filteredOn(CallEvent.ResponseEnded.class::isInstance)
        .extracting(event -> ((CallEvent.ResponseEnded) event).status())
        .containsExactly(Status.CANCELLED, Status.COMPLETED);
    assertThat(events).noneMatch(CallEvent.ErrorReported.class::isInstance);
  }

  private RealtimeClient client() {
    var config =
        new RealtimeConfig(
            new Endpoint(simulator.url(), "simulator", "model", Map.of()),
            Access.bearer(new Secret("local")),
            Dialect.GA,
            Patience.DEFAULTS,
            BreakerSettings.DEFAULTS);
    return new RealtimeClient(config, loops, new SimpleMeterRegistry());
  }

  /// Hears everything at once, and has the call wrapped up at the first sound.
  private final class Phone implements Leg<Inbound, Outbound> {
    private final Sinks.Many<Inbound> said = Sinks.many().unicast().onBackpressureBuffer();

    @Override
    public Flux<Inbound> receive() {
      return said.asFlux();
    }

    @Override
    public Mono<Void> send(Flux<Outbound> messages) {
      return messages.doOnNext(this::hear).then();
    }

    private void hear(Outbound message) {
      if (message instanceof Outbound.Mark(var name)) {
        said.tryEmitNext(new Inbound.Mark(name)).orThrow();
        wrapUp.tryEmitValue(Termination.SPEND_CAP);
      }
    }

    @Override
    public Mono<Void> close(int code, String reason) {
      return Mono.empty();
    }
  }
}
