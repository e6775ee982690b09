package callflux.gateway.ops;

import callflux.gateway.call.Calls;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/// `GET /livez`, `/readyz` and `/metrics`.
///
/// Metrics are for this host alone: a request from elsewhere, or one that a proxy passed on, is
/// told that there is no such page.
public final class OpsRoutes implements Consumer<HttpServerRoutes> {
  private final PrometheusMeterRegistry registry;
  private final Calls calls;
  private final BooleanSupplier modelShunned;

  /// @param modelShunned whether no model is dialled at the moment, because none would answer
  public OpsRoutes(PrometheusMeterRegistry registry, Calls calls, BooleanSupplier modelShunned) {
    this.registry = registry;
    this.calls = calls;
    this.modelShunned = modelShunned;
  }

  @Override
  public void accept(HttpServerRoutes routes) {
    routes
        .get("/livez", (_, response) -> text(response, Mono.just("live\n")))
        .get("/readyz", (_, response) -> ready(response))
        .get("/metrics", this::metrics);
  }

  private Mono<Void> ready(HttpServerResponse response) {
    if (calls.draining()) {
      return unready(response, "draining\n");
    }
    return modelShunned.getAsBoolean()
        ? unready(response, "no model\n")
        : text(response, Mono.just("ready\n"));
  }

  private static Mono<Void> unready(HttpServerResponse response, String why) {
    return text(response.status(HttpResponseStatus.SERVICE_UNAVAILABLE), Mono.just(why));
  }

  private Mono<Void> metrics(HttpServerRequest request, HttpServerResponse response) {
    if (!fromThisHost(request)) {
      return response.status(HttpResponseStatus.NOT_FOUND).send();
    }
    // Milliseconds of formatting, which no call's loop should spend.
    return text(
        response, Mono.fromCallable(registry::scrape).subscribeOn(Schedulers.boundedElastic()));
  }

  private static boolean fromThisHost(HttpServerRequest request) {
    var headers = request.requestHeaders();
    var peer = request.remoteAddress();
    return peer != null
        && peer.getAddress().isLoopbackAddress()
        && !headers.contains("X-Forwarded-For")
        && !headers.contains("Forwarded");
  }

  private static Mono<Void> text(HttpServerResponse response, Mono<String> body) {
    return response
        .header(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .sendString(body)
        .then();
  }
}
