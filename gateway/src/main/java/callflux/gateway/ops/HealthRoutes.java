package callflux.gateway.ops;

import callflux.gateway.call.Calls;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/// `GET /livez` and `/readyz`: for whoever asks.
public final class HealthRoutes implements Consumer<HttpServerRoutes> {
  private final Calls calls;
  private final BooleanSupplier modelShunned;

  /// @param modelShunned whether no model is dialled at the moment, because none would answer
  public HealthRoutes(Calls calls, BooleanSupplier modelShunned) {
    this.calls = calls;
    this.modelShunned = modelShunned;
  }

  @Override
  public void accept(HttpServerRoutes routes) {
    routes
        .get("/livez", (_, response) -> Page.text(response, Mono.just("live\n")))
        .get("/readyz", (_, response) -> ready(response));
  }

  private Mono<Void> ready(HttpServerResponse response) {
    if (calls.draining()) {
      return unready(response, "draining\n");
    }
    return modelShunned.getAsBoolean()
        ? unready(response, "no model\n")
        : Page.text(response, Mono.just("ready\n"));
  }

  private static Mono<Void> unready(HttpServerResponse response, String why) {
    return Page.text(response.status(HttpResponseStatus.SERVICE_UNAVAILABLE), Mono.just(why));
  }
}
