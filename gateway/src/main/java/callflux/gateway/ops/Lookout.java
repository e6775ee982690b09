package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.Calls;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRoutes;

/// All that an operator is given to see of a gateway: log lines, metrics, live calls, traces.
public final class Lookout {
  private final OpsConfig config;
  private final PrometheusMeterRegistry registry;
  private final CallMeters meters;
  private final LiveCalls live = new LiveCalls(InstantSource.system());
  private final @Nullable CallTraces traces;

  /// @param registry what `/metrics` shows
  public Lookout(OpsConfig config, PrometheusMeterRegistry registry) {
    this.config = config;
    this.registry = registry;
    PlanMeters.load();
    this.meters = new CallMeters(registry);
    this.traces = config.traces() == null ? null : CallTraces.to(config.traces(), registry);
  }

  /// Those who have to be told of calls.
  ///
  /// @param usd what a call that ends has cost, in US dollars
  public List<CallListener> listeners(Function<Call, BigDecimal> usd) {
    var door = new DoorMeters(registry);
    var pumping = new PumpingAlarm(registry, InstantSource.system());
    var listeners =
        new ArrayList<CallListener>(List.of(new CallLog(usd), meters, door, pumping, live));
    if (traces != null) {
      listeners.add(traces);
    }
    return listeners;
  }

  /// Opens the admin port. Fails if its address is taken.
  ///
  /// @param more that others offer an operator
  /// @param insecure whether anybody may place a call
  public Mono<AdminServer> serve(
      Calls calls, HealthRoutes health, Consumer<HttpServerRoutes> more, boolean insecure) {
    meters.watch(calls, insecure);
    var admin = new AdminRoutes(registry, live, calls, config.loopback());
    return AdminServer.start(
        config,
        registry,
        routes -> {
          health.accept(routes);
          admin.accept(routes);
          more.accept(routes);
        });
  }

  /// Sends what is still to be sent, for as long as that may take.
  public Mono<Void> flush() {
    return traces == null ? Mono.empty() : traces.flush();
  }
}
