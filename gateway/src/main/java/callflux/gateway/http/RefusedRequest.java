package callflux.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/// Stands in the queue of requests for one that is not served, and holds nothing of it.
final class RefusedRequest extends DefaultFullHttpRequest {
  private final Refusal refusal;

  RefusedRequest(Refusal refusal) {
    super(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
