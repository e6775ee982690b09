package callflux.gateway.softphone;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An answer that a program reads. It is nobody else's: no cache keeps it, no other site loads it.
final class JsonAnswer {
  private JsonAnswer() {}

  static ObjectNode object() {
    return JsonMapper.shared().createObjectNode();
  }

  /// Why not, as a code word that the page knows.
  static ObjectNode reason(String reason) {
    return object().put("reason", reason);
  }

  static Mono<Void> send(HttpServerResponse response, HttpResponseStatus status, ObjectNode body) {
    return response
        .status(status)
        .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .sendString(Mono.just(body.toString()))
        .then();
  }
}
