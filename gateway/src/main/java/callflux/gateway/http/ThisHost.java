package callflux.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;
import java.util.Set;
import reactor.netty.http.server.HttpServerRequest;

/// Tells who sits at this host from those who come from elsewhere.
public final class ThisHost {
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private ThisHost() {}

  /// Whether a request calls this host by a name of its own, and not by one of somebody else's that
  /// only leads here (DNS rebinding).
  public static boolean isNamedBy(HttpServerRequest request) {
    var host = request.requestHeaders().get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
    int port = host.lastIndexOf(':');
    return NAMES.contains(port > host.lastIndexOf(']') ? host.substring(0, port) : host);
  }

  /// Whether a request comes from this host itself, and no proxy on it has passed it on.
  public static boolean asks(HttpServerRequest request) {
    var headers = request.requestHeaders();
    var peer = request.remoteAddress();
    return peer != null
        && peer.getAddress().isLoopbackAddress()
        && !headers.contains("X-Forwarded-For")
        && !headers.contains("Forwarded");
  }
}
