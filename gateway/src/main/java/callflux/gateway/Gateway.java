package callflux.gateway;

import callflux.gateway.call.Calls;
import callflux.gateway.config.Reading;
import callflux.gateway.ops.AdminServer;
import callflux.gateway.ops.Lookout;
import callflux.gateway.simulator.Brain;
import callflux.gateway.simulator.ScriptedBrain;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import callflux.gateway.tool.HttpTools;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.resources.LoopResources;

/// A running gateway: what it is made of, and how that is stopped in order. An [Assembly] puts it
/// together.
public final class Gateway {
  /// What tools have begun for calls that are over may take so long.
  private static final Duration FINISHING = Duration.ofSeconds(5);

  private final GatewayConfig config;
  private final Calls calls;
  private final Public open;
  private final Watched watched;
  private final @Nullable SimulatorServer simulator;

  Gateway(
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
  record Public(LoopResources loops, DisposableServer server, HttpTools tools) {}

  /// What an operator sees, and where.
  record Watched(Lookout lookout, AdminServer admin, Companion companion) {}

  /// Listens. Fails if the address is taken.
  public static Mono<Gateway> start(GatewayConfig config) {
    return start(config, Flux.empty());
  }

  /// Listens, and takes what changes of the configuration for as long as it does.
  public static Mono<Gateway> start(GatewayConfig config, Flux<Reading<GatewayConfig>> changes) {
    return start(config, changes, new ScriptedBrain(), Companion.none());
  }

  /// The same, with somebody to stand in for a model, and with company.
  ///
  /// @param standIn who answers if there is no model to ask
  /// @param joining who goes along
  public static Mono<Gateway> start(
      GatewayConfig config,
      Flux<Reading<GatewayConfig>> changes,
      Brain standIn,
      Companion.Joining joining) {
    return Models.REAL.areThere(config)
        ? new Assembly(config, Models.REAL, joining).serve(changes)
        : SimulatorServer.start(SimulatorConfig.local().withBrain(standIn))
            .flatMap(simulator ->
                // Files are read for the rest, which is not for the loop that the simulator is on.
                Mono.defer(() -> besides(config, simulator, changes, joining))
                    .subscribeOn(Schedulers.boundedElastic()));
  }

  /// An error thrown here, Reactor lets pass as if nobody could be told of it any more; whoever
  /// waits for the start would wait for ever. So it goes in an exception.
  private static Mono<Gateway> besides(
      GatewayConfig config,
      SimulatorServer simulator,
      Flux<Reading<GatewayConfig>> changes,
      Companion.Joining joining) {
    try {
      return new Assembly(config, new Models(simulator), joining).serve(changes);
    } catch (Error e) {
      return Mono.error(new IllegalStateException(e));
    }
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
        .then(open.tools().finish().timeout(FINISHING, Mono.empty()))
        .then(Mono.fromRunnable(open.server()::dispose))
        .then(open.server().onDispose())
        .then(Mono.fromRunnable(this::stopSimulator))
        .then(watched.companion().stop())
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
