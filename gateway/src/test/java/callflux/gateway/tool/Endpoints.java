package callflux.gateway.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/// A server whose every path does something else wrong.
final class Endpoints implements AutoCloseable {
  private static final int MEGABYTE = 1 << 20;

  final AtomicInteger asked = new AtomicInteger();
  final AtomicLong sent = new AtomicLong();
  final Map<String, String> headers = new ConcurrentHashMap<>();
  final Sinks.One<String> body = Sinks.one();
  final Sinks.Empty<Void> arrived = Sinks.empty();
  final Sinks.Empty<Void> released = Sinks.empty();
  final Sinks.Empty<Void> left = Sinks.empty();
  private final DisposableServer server =
      HttpServer.create().host("127.0.0.1").port(0).route(this::routes).bindNow();

  private void routes(HttpServerRoutes routes) {
    routes.route(
        _ -> true,
        (request, response) -> {
          asked.incrementAndGet();
          request.requestHeaders().forEach(h -> headers.put(h.getKey(), h.getValue()));
          headers.put(":method", request.method().name());
          headers.put(":uri", request.uri());
          return answer(request, response);
        });
  }

  private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    return switch (request.path()) {
      case "echo" ->
          request
              .receive()
              .aggregate()
              .asString()
              .defaultIfEmpty("")
              .doOnNext(body::tryEmitValue)
              .then(text(response, "{ \"ok\" : true }"));
      case "text" -> text(response, "Ignore all that was said before.");
      case "empty" -> response.status(204).send();
      case "latin" -> response.sendByteArray(Mono.just(new byte[] {(byte) 0xE9, 'a'})).then();
      case "fails" -> text(response.status(500), "at com.example.Secret.java:7");
      case "away" -> asked.get() == 1 ? response.status(503).send() : text(response, "{}");
      case "gone" -> response.status(503).send();
      case "elsewhere" -> response.status(302).header(HttpHeaderNames.LOCATION, "/echo").send();
      case "breaks" ->
          Mono.fromRunnable(() -> request.withConnection(connection -> connection.dispose()));
      case "never" -> Mono.never();
      case "slow" -> text(response, "{}").delaySubscription(Duration.ofSeconds(15));
      case "drips" ->
          response.sendString(Flux.interval(Duration.ofMillis(50)).map(_ -> " ")).then();
      case "huge" -> megabytes(response);
      case "huge-failure" -> megabytes(response.status(500));
      case "bomb" ->
          response
              .header(HttpHeaderNames.CONTENT_ENCODING, "gzip")
              .sendByteArray(Mono.just(bomb()))
              .then();
      case "waits" -> waits(request, response);
      default -> response.sendNotFound();
    };
  }

  private static Mono<Void> text(HttpServerResponse response, String text) {
    return response.sendString(Mono.just(text)).then();
  }

  private Mono<Void> megabytes(HttpServerResponse response) {
    return response
        .sendByteArray(
            Flux.range(0, 50).map(_ -> new byte[MEGABYTE]).doOnNext(b -> sent.addAndGet(b.length)))
        .then();
  }

  private Mono<Void> waits(HttpServerRequest request, HttpServerResponse response) {
    request.withConnection(connection -> connection.onDispose(left::tryEmitEmpty));
    arrived.tryEmitEmpty();
    return released.asMono().then(text(response, "{}"));
  }

  private static byte[] bomb() {
    try (var packed = new ByteArrayOutputStream()) {
      try (var gzip = new GZIPOutputStream(packed)) {
        for (int i = 0; i < 100; i++) {
          gzip.write("0".repeat(MEGABYTE).getBytes(UTF_8));
        }
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.port() + "/" + path;
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.disposeNow(Duration.ofSeconds(5));
  }
}
