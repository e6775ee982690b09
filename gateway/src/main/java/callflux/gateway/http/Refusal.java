package callflux.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/// The answer to a request that is not served: a status, no body, and the end of the connection.
///
/// @param status of the answer
/// @param reason a short code word for logs and metrics; the far end does not see it
/// @param headers that the status demands, such as `Allow`
public record Refusal(HttpResponseStatus status, String reason, Map<String, String> headers) {

  public Refusal {
    headers = Map.copyOf(headers);
  }

  /// A refusal that needs no header.
  public static Refusal of(HttpResponseStatus status, String reason) {
    return new Refusal(status, reason, Map.of());
  }

  /// Answers the request. What it still has to say is not read, so that the connection ends.
  public Mono<Void> send(HttpServerResponse response) {
    headers.forEach(response::header);
    return response
        .status(status)
        .header(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .header(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO)
        .send();
  }
}
