package callflux.gateway;

import callflux.gateway.call.Calls;
import callflux.gateway.config.Reading;
import callflux.gateway.http.Limits;
import callflux.gateway.http.ServerPipeline;
import callflux.gateway.ops.CallLog;
import callflux.gateway.ops.CallMeters;
import callflux.gateway.ops.ConfigMeters;
import callflux.gateway.ops.DoorMeters;
import callflux.gateway.ops.OpsRoutes;
import callflux.gateway.realtime.Upstreams;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import callflux.gateway.spend.Spend;
import callflux.gateway.twilio.TwilioRoutes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
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
    return start(config, Flux.empty());
  }

  /// Listens, and takes what changes of the configuration for as long as it does.
  public static Mono<Gateway> start(GatewayConfig config, Flux<Reading<GatewayConfig>> changes) {
    return Models.REAL.areThere(config)
        ? serve(config, Models.REAL, changes)
        : SimulatorServer.start(SimulatorConfig.local())
            .flatMap(simulator -> besides(config, simulator, changes));
  }

  /// An error thrown on an event loop, Reactor lets pass as if nobody could be told of it any more;
  /// whoever waits for the start would wait for ever. So it goes in an exception.
  private static Mono<Gateway> besides(
      GatewayConfig config, SimulatorServer simulator, Flux<Reading<GatewayConfig>> changes) {
    try {
      return serve(config, new Models(simulator), changes);
    } catch (Error e) {
      return Mono.error(new IllegalStateException(e));
    }
  }

  private static Mono<Gateway> serve(
      GatewayConfig config, Models models, Flux<Reading<GatewayConfig>> changes) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var loops = LoopResources.create("callflux", Runtime.getRuntime().availableProcessors(), true);
    var meters = new CallMeters(registry);
    var upstreams = new Upstreams(loops, registry);
    var spend = new Spend(config.spend(), registry, InstantSource.system());
    // The log asks what a call has cost before that is forgotten.
    var listeners = List.of(new CallLog(spend::usd), meters, new DoorMeters(registry), spend);
    var calls = new Calls(upstreams, listeners, spend, config.terms());
    spend.through(calls);
    var reload = new Reload(config, models, upstreams, new ConfigMeters(registry));
    meters.watch(calls, config.local());
    var twilio = new TwilioRoutes(config.twilio(), calls, reload::agents, registry);
    var ops = new OpsRoutes(registry, calls, upstreams::shunsDefault);
    return ServerPipeline.strict(HttpServer.create(), Limits.production().http(), registry)
        .runOn(loops)
        .host(config.listen().bind())
        .port(config.listen().port())
        .route(routes -> {
          ops.accept(routes);
          twilio.accept(routes);
        })
        .bind()
        .doOnNext(server ->
            changes.takeUntilOther(server.onDispose()).subscribe(reload::on, reload::failed))
        .map(server -> new Gateway(config, calls, loops, server, models.simulator()));
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
