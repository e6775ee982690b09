package callflux.gateway;

import callflux.codec.realtime.Dialect;
import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.call.Calls;
import callflux.gateway.config.Secret;
import callflux.gateway.http.Limits;
import callflux.gateway.http.ServerPipeline;
import callflux.gateway.ops.CallLog;
import callflux.gateway.ops.CallMeters;
import callflux.gateway.ops.OpsRoutes;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.realtime.RealtimeClient;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import callflux.gateway.twilio.TwilioRoutes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/// A running gateway: introduces its parts to each other, and stops them in order.
public final class Gateway {
  private final GatewayConfig config;
  private final Calls calls;
  private final LoopResources loops;
  private final DisposableServer server;
  private final @Nullable SimulatorServer simulator;

  private Gateway(
      GatewayConfig config,
      Calls calls,
      LoopResources loops,
      DisposableServer server,
      @Nullable SimulatorServer simulator) {
    this.config = config;
    this.calls = calls;
    this.loops = loops;
    this.server = server;
    this.simulator = simulator;
  }

  /// Listens. Fails if the address is taken.
  public static Mono<Gateway> start(GatewayConfig config) {
    if (config.upstream() != null) {
      return serve(config, config.upstream(), null);
    }
    return SimulatorServer.start(SimulatorConfig.local())
        .flatMap(simulator -> besides(config, simulator));
  }

  /// An error thrown on an event loop, Reactor lets pass as if nobody could be told of it any more;
  /// whoever waits for the start would wait for ever. So it goes in an exception.
  private static Mono<Gateway> besides(GatewayConfig config, SimulatorServer simulator) {
    try {
      return serve(config, simulated(simulator), simulator);
    } catch (Error e) {
      return Mono.error(new IllegalStateException(e));
    }
  }

  private static Mono<Gateway> serve(
      GatewayConfig config, RealtimeConfig upstream, @Nullable SimulatorServer simulator) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var loops = LoopResources.create("callflux", Runtime.getRuntime().availableProcessors(), true);
    var meters = new CallMeters(registry);
    var client = new RealtimeClient(upstream, loops, registry);
    var calls = new Calls(client, List.of(new CallLog(), meters), config.terms());
    var agents = AgentDirectory.ofOne(config.agent());
    meters.watch(calls, config.local());
    var twilio = new TwilioRoutes(config.twilio(), calls, () -> agents, registry);
    var ops = new OpsRoutes(registry, calls, client::shunsModel);
    return ServerPipeline.strict(HttpServer.create(), Limits.production().http(), registry)
        .runOn(loops)
        .host(config.listen().bind())
        .port(config.listen().port())
        .route(routes -> {
          ops.accept(routes);
          twilio.accept(routes);
        })
        .bind()
        .map(server -> new Gateway(config, calls, loops, server, simulator));
  }

  private static RealtimeConfig simulated(SimulatorServer simulator) {
    return new RealtimeConfig(
        new Endpoint(simulator.url(), "simulator", "model", Map.of()),
        Access.bearer(new Secret("local")),
        Dialect.GA,
        Patience.DEFAULTS,
        BreakerSettings.DEFAULTS);
  }

  /// The port listened on.
  public int port() {
    return server.port();
  }

  /// The simulator that answers in place of a model, if one does.
  public @Nullable SimulatorServer simulator() {
    return simulator;
  }

  /// Calls that hold a permit: live ones and those on their way.
  public int admitted() {
    return calls.admitted();
  }

  /// Completes when it no longer listens.
  public Mono<Void> stopped() {
    return server.onDispose();
  }

  /// Takes no more calls, lets the live ones end for as long as is configured, and closes
  /// everything.
  public Mono<Void> stop() {
    return calls
        .drain(config.listen().drain())
        .then(Mono.fromRunnable(server::dispose))
        .then(server.onDispose())
        .then(Mono.fromRunnable(this::stopSimulator))
        .then(loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)));
  }

  private void stopSimulator() {
    if (simulator != null) {
      simulator.dispose();
    }
  }
}
