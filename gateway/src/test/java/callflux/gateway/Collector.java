package callflux.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// Takes traces as an OpenTelemetry collector does, over OTLP in protobuf.
final class Collector implements AutoCloseable {
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final DisposableServer server =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .route(routes ->
              routes.post(
                  "/v1/traces",
                  (request, response) ->
                      request
                          .receive()
                          .aggregate()
                          .asByteArray()
                          .doOnNext(bodies::add)
                          .then(
                              Mono.defer(() ->
                                  response
                                      .header("Content-Type", "application/x-protobuf")
                                      .send()
                                      .then()))))
          .bindNow();

  String endpoint() {
    return "http://127.0.0.1:" + server.port();
  }

  /// All spans that have come, in the order in which they began.
  List<Span> spans() {
    return bodies.stream()
        .map(Collector::parsed)
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(spans -> spans.getScopeSpansList().stream())
        .flatMap(spans -> spans.getSpansList().stream())
        .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
        .toList();
  }

  /// All that has come, as it stood on the wire.
  String text() {
    return bodies.stream().map(body -> new String(body, ISO_8859_1)).toList().toString();
  }

  /// A span's attribute.
  static Optional<AnyValue> attribute(Span span, String key) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> attribute.getValue())
        .findFirst();
  }

  private static ExportTraceServiceRequest parsed(byte[] body) {
    try {
      return ExportTraceServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
