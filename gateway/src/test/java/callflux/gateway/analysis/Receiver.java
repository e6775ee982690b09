package callflux.gateway.analysis;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// A webhook, which answers with one status after the other, and with the last from then on.
final class Receiver implements AutoCloseable {
  final List<Delivery> got = new CopyOnWriteArrayList<>();
  private final Sinks.Many<Integer> arrivals = Sinks.many().replay().all();
  private final List<Integer> statuses;
  private final DisposableServer server =
      HttpServer.create().host("127.0.0.1").port(0).handle(this::handle).bindNow();

  record Delivery(String line, Map<String, String> headers, String body) {}

  Receiver(Integer... statuses) {
    this.statuses = List.of(statuses);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.port() + "/calls");
  }

  private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    return request
        .receive()
        .aggregate()
        .asString()
        .flatMap(body -> {
          var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
          request.requestHeaders().forEach(h -> headers.put(h.getKey(), h.getValue()));
          var line = request.method().name() + " " + request.uri();
          got.add(new Delivery(line, headers, body));
          arrived();
          int status = statuses.get(Math.min(got.size(), statuses.size()) - 1);
          return response.status(status).header(HttpHeaderNames.LOCATION, "/elsewhere").send();
        });
  }

  private synchronized void arrived() {
    arrivals.tryEmitNext(got.size()).orThrow();
  }

  /// Waits until it got so many.
  void got(int number) {
    arrivals.asFlux().take(number).blockLast(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    server.disposeNow(Duration.ofSeconds(5));
  }
}
