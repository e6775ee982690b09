package callflux.gateway;

import callflux.gateway.call.Calls;
import callflux.gateway.config.Reading;
import callflux.gateway.http.Limits;
import callflux.gateway.http.ServerPipeline;
import callflux.gateway.ops.AdminServer;
import callflux.gateway.ops.ConfigMeters;
import callflux.gateway.ops.HealthRoutes;
import callflux.gateway.ops.Lookout;
import callflux.gateway.realtime.Upstreams;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import callflux.gateway.spend.Spend;
import callflux.gateway.twilio.TwilioRoutes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/// A running gateway: introduces its parts to each other, and stops them in order.
public final class Gateway {
  private final GatewayConfig config;
  private final Calls calls;
  private final Public open;
  private final Watched watched;
  private final @Nullable SimulatorServer simulator;

  private Gateway(
      GatewayConfig config,
      Calls calls,
      Public open,
      Watched watched,
      @Nullable SimulatorServer simulator) {
    this.config = config;
    this.calls = calls;
    this.open = open;
    this.watched = watched;
    this.simulator = simulator;
  }

  /// The port that callers' far end reaches.
  private record Public(LoopResources loops, DisposableServer server) {}

  /// What an operator sees, and where.
  private record Watched(Lookout lookout, AdminServer admin) {}

  /// Listens. Fails if the address is taken.
  public static Mono<Gateway> start(GatewayConfig config) {
    return start(config, Flux.empty());
  }

  /// Listens, and takes what changes of the configuration for as long as it does.
  public static Mono<Gateway> start(GatewayConfig config, Flux<Reading<GatewayConfig>> changes) {
    return Models.REAL.areThere(config)
        ? serve(config, Models.REAL, changes)
        : SimulatorServer.start(SimulatorConfig.local())
            .flatMap(simulator ->
                // Files are read for the rest, which is not for the loop that the simulator is on.
                Mono.defer(() -> besides(config, simulator, changes))
                    .subscribeOn(Schedulers.boundedElastic()));
  }

  /// An error thrown here, Reactor lets pass as if nobody could be told of it any more; whoever
  /// waits for the start would wait for ever. So it goes in an exception.
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
    var lookout = new Lookout(config.listen().ops(), registry);
    var upstreams = new Upstreams(loops, registry);
    var spend = new Spend(config.spend(), registry, InstantSource.system());
    // The log asks what a call has cost before that is forgotten.
    var listeners = new ArrayList<>(lookout.listeners(spend::usd));
    listeners.add(spend);
    var calls = new Calls(upstreams, listeners, spend, config.terms());
    spend.through(calls);
    var reload = new Reload(config, models, upstreams, new ConfigMeters(registry));
    var twilio = new TwilioRoutes(config.twilio(), calls, reload::agents, registry);
    var health = new HealthRoutes(calls, upstreams::shunsDefault);
    var server =
        ServerPipeline.strict(HttpServer.create(), Limits.production().http(), registry)
            .runOn(loops)
            .host(config.listen().bind())
            .port(config.listen().port())
            .route(routes -> {
              health.accept(routes);
              twilio.accept(routes);
            });
    return lookout
        .serve(calls, health, config.local())
        .flatMap(admin ->
            server
                .bind()
                .onErrorResume(failure -> admin.stop().then(Mono.error(failure)))
                .map(bound -> {
                  changes.takeUntilOther(bound.onDispose()).subscribe(reload::on, reload::failed);
                  var watched = new Watched(lookout, admin);
                  var open = new Public(loops, bound);
                  return new Gateway(config, calls, open, watched, models.simulator());
                }));
  }

  /// The port listened on.
  public int port() {
    return open.server().port();
  }

  /// Where an operator looks.
  public InetSocketAddress admin() {
    return watched.admin().address();
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
    return open.server().onDispose();
  }

  /// Takes no more calls, lets the live ones end for as long as is configured, and closes
  /// everything.
  public Mono<Void> stop() {
    return calls
        .drain(config.listen().drain())
        .then(Mono.fromRunnable(open.server()::dispose))
        .then(open.server().onDispose())
        .then(Mono.fromRunnable(this::stopSimulator))
        .then(watched.lookout().flush())
        .then(watched.admin().stop())
        .then(open.loops().disposeLater(Duration.ZERO, Duration.ofSeconds(2)));
  }

  private void stopSimulator() {
    if (simulator != null) {
      simulator.dispose();
    }
  }
}
