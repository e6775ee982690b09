package callflux.gateway.ops;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/// An answer with something to read in it.
final class Page {
  private Page() {}

  static Mono<Void> text(HttpServerResponse response, Mono<String> body) {
    return send(response, "text/plain; charset=utf-8", body);
  }

  static Mono<Void> json(HttpServerResponse response, Mono<String> body) {
    return send(response, "application/json", body);
  }

  /// What takes milliseconds to write down, which no event loop should spend.
  static Mono<String> written(Callable<String> page) {
    return Mono.fromCallable(page).subscribeOn(Schedulers.boundedElastic());
  }

  private static Mono<Void> send(HttpServerResponse response, String type, Mono<String> body) {
    return response.header(HttpHeaderNames.CONTENT_TYPE, type).sendString(body).then();
  }
}
