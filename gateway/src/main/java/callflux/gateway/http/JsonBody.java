package callflux.gateway.http;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The body of a request that is a JSON object (`application/json`), read whole.
public final class JsonBody {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonBody() {}

  /// The object. Fails with [RequestRefused]: 415 for another content type, 413 for too much, 408
  /// for too slow, 400 for what is no object.
  public static Mono<ObjectNode> read(HttpServerRequest request, Limits.Form limits) {
    return FormBody.bytes(request, HttpHeaderValues.APPLICATION_JSON, limits).map(JsonBody::object);
  }

  private static ObjectNode object(byte[] body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException _) {
      // The same answer either way.
    }
    throw new RequestRefused(Refusal.of(HttpResponseStatus.BAD_REQUEST, "json"));
  }
}
