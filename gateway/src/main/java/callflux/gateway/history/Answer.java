package callflux.gateway.history;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An answer of which nobody else is to know: no cache keeps it, and no other site's page loads it.
///
/// @param retrySeconds when to ask again; 0 if that is no use
record Answer(HttpResponseStatus status, String type, String body, int retrySeconds) {
  private static final String JSON = "application/json";

  /// A database that restarts takes about so long.
  private static final int SOON = 5;

  /// Somebody has to do something first.
  private static final int LATER = 60;

  static Answer json(ObjectNode body) {
    return new Answer(HttpResponseStatus.OK, JSON, body.toString(), 0);
  }

  static Answer text(String body) {
    return new Answer(HttpResponseStatus.OK, "text/plain; charset=utf-8", body, 0);
  }

  static Answer of(Trouble trouble) {
    var body =
        JsonMapper.shared()
            .createObjectNode()
            .put("what", trouble.what())
            .put("remedy", trouble.remedy())
            .toString();
    return switch (trouble.kind()) {
      case QUESTION -> new Answer(HttpResponseStatus.BAD_REQUEST, JSON, body, 0);
      case UNKNOWN -> new Answer(HttpResponseStatus.NOT_FOUND, JSON, body, 0);
      case PASSING -> new Answer(HttpResponseStatus.SERVICE_UNAVAILABLE, JSON, body, SOON);
      case DATABASE -> new Answer(HttpResponseStatus.SERVICE_UNAVAILABLE, JSON, body, LATER);
      case KEY -> new Answer(HttpResponseStatus.INTERNAL_SERVER_ERROR, JSON, body, 0);
    };
  }

  Mono<Void> send(HttpServerResponse response) {
    if (retrySeconds > 0) {
      response.header(HttpHeaderNames.RETRY_AFTER, Integer.toString(retrySeconds));
    }
    return headed(response.status(status), type).sendString(Mono.just(body)).then();
  }

  static HttpServerResponse headed(HttpServerResponse response, String type) {
    return response
        .header(HttpHeaderNames.CONTENT_TYPE, type)
        .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .header(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT)
        .header("X-Content-Type-Options", "nosniff")
        .header("Cross-Origin-Resource-Policy", "same-origin");
  }
}
