package callflux.gateway.tool;

import callflux.codec.realtime.Item.FunctionCall;
import callflux.gateway.agent.Tool;
import callflux.gateway.call.Call;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request to an endpoint. Where it goes is the configuration's alone: of what the model wrote,
/// only a query or a body is made.
///
/// @param body JSON; absent if the arguments are in the address
/// @param key names what is asked for, so that an endpoint can tell when it is asked again
record Question(
    Tool.Endpoint endpoint, URI uri, @Nullable String body, String callSid, String key) {
  static final String CALL = "Callflux-Call";
  static final String KEY = "Idempotency-Key";

  private static final int MOST_URI = 8 * 1024;
  private static final Pattern PLAIN = Pattern.compile("[\\w.-]{1,128}");

  /// @param base of this gateway's own endpoints
  static Question of(
      Tool.Endpoint endpoint, URI base, Call call, FunctionCall function, JsonNode arguments) {
    var uri = endpoint.isOwn() ? base.resolve(endpoint.url()) : endpoint.url();
    boolean body = endpoint.method().hasBody();
    return new Question(
        endpoint,
        body || arguments.isEmpty() ? uri : asked(uri, arguments),
        body ? arguments.toString() : null,
        call.callSid(),
        call.callSid() + "-" + plain(function.callId()));
  }

  /// What the model's server names a call by is text like any other.
  private static String plain(String callId) {
    return PLAIN.matcher(callId).matches()
        ? callId
        : UUID.nameUUIDFromBytes(callId.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static URI asked(URI uri, JsonNode arguments) {
    var address = new StringBuilder(uri.toString());
    arguments.forEachEntry((name, value) -> {
      if (value.isArray()) {
        value.forEach(element -> append(address, name, element));
      } else {
        append(address, name, value);
      }
    });
    return URI.create(address.toString());
  }

  private static void append(StringBuilder address, String name, JsonNode value) {
    address
        .append(address.indexOf("?") < 0 ? '?' : '&')
        .append(encoded(name))
        .append('=')
        .append(encoded(value.isContainer() ? value.toString() : value.asString()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Whether an endpoint would read it to its end.
  boolean isShort() {
    return uri.toString().length() <= MOST_URI;
  }

  boolean isEncrypted() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  void writeTo(HttpHeaders headers) {
    endpoint.headers().forEach((name, value) -> headers.set(name, value.value()));
    headers
        .set(HttpHeaderNames.USER_AGENT, "Callflux")
        .set(HttpHeaderNames.ACCEPT, "application/json")
        .set(CALL, callSid)
        .set(KEY, key);
    if (body != null) {
      headers
          .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
          .set(HttpHeaderNames.CONTENT_LENGTH, body.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  /// Never what is asked.
  @Override
  public String toString() {
    return endpoint.method() + " " + key;
  }
}
