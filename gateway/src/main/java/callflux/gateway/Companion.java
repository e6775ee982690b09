package callflux.gateway;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.Keeper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.LoopResources;

/// What goes along with a gateway: is told of calls, may turn them away, shows an operator
/// something, and stops after the last call.
public interface Companion {

  /// Who is told of calls.
  List<CallListener> listeners();

  /// Whether there is room for one more call.
  default Keeper keeper() {
    return Keeper.ALWAYS;
  }

  /// What it offers on the admin port.
  default void offer(HttpServerRoutes routes) {}

  /// Finishes what it has begun. Told when there are no more calls; never fails.
  default Mono<Void> stop() {
    return Mono.empty();
  }

  /// Somebody who is only told of calls.
  static Joining listening(CallListener listener) {
    return _ -> () -> List.of(listener);
  }

  /// Nobody.
  static Joining none() {
    return _ -> List::of;
  }

  /// Makes one that goes along.
  @FunctionalInterface
  interface Joining {
    /// Lets it begin.
    ///
    /// @throws IOException if it can't: then the gateway doesn't
    Companion join(Surroundings gateway) throws IOException;
  }

  /// What a companion finds.
  ///
  /// @param usd what a call that ends has cost, in US dollars
  /// @param loops event loops that calls are on
  record Surroundings(
      GatewayConfig config,
      MeterRegistry registry,
      Function<Call, BigDecimal> usd,
      LoopResources loops) {}
}
