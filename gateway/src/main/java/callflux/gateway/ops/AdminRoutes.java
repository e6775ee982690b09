package callflux.gateway.ops;

import callflux.gateway.call.Calls;
import callflux.gateway.http.ThisHost;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/// `GET /metrics`, `/calls` and `/calls/{sid}`: for an operator.
///
/// On loopback they are for this host alone: a request that a proxy passed on is told that there is
/// no such page.
final class AdminRoutes implements Consumer<HttpServerRoutes> {
  private static final String SID = "sid";

  private final PrometheusMeterRegistry registry;
  private final CallPages pages;
  private final boolean thisHostOnly;

  AdminRoutes(PrometheusMeterRegistry registry, LiveCalls live, Calls calls, boolean thisHostOnly) {
    this.registry = registry;
    this.pages = new CallPages(live, calls);
    this.thisHostOnly = thisHostOnly;
  }

  @Override
  public void accept(HttpServerRoutes routes) {
    routes
        .get(
            "/metrics",
            guarded((_, response) -> Page.text(response, Page.written(registry::scrape))))
        .get("/calls", guarded((_, response) -> Page.json(response, Page.written(pages::all))))
        .get("/calls/{" + SID + "}", guarded(this::call));
  }

  private Mono<Void> call(HttpServerRequest request, HttpServerResponse response) {
    var sid = Optional.ofNullable(request.param(SID)).orElse("");
    return Page.written(() -> pages.one(sid).orElse(""))
        .flatMap(
            page -> page.isEmpty() ? notFound(response) : Page.json(response, Mono.just(page)));
  }

  private BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> guarded(
      BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> route) {
    return (request, response) ->
        thisHostOnly && !ThisHost.asks(request)
            ? notFound(response)
            : route.apply(request, response);
  }

  private static Mono<Void> notFound(HttpServerResponse response) {
    return response.status(HttpResponseStatus.NOT_FOUND).send();
  }
}
