package callflux.gateway.softphone;

import callflux.gateway.http.ThisHost;
import callflux.gateway.softphone.SoftphoneConfig.Access;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.Locale;
import reactor.netty.http.server.HttpServerRequest;

/// Tells our page's requests from those of other people's pages.
///
/// On this host a browser is the door that strangers come through: a page of theirs may post to a
/// loopback address, open a WebSocket to it, or have its own name resolve to it (DNS rebinding). So
/// the name must be loopback's own, and the origin that of our page.
final class SameOrigin {
  private final boolean local;
  private final String origin;

  SameOrigin(SoftphoneConfig config) {
    this.local = config.access() == Access.THIS_HOST;
    this.origin = config.originText();
  }

  /// Whether the request may see what is no secret: the page.
  boolean names(HttpServerRequest request) {
    return !local || ThisHost.isNamedBy(request);
  }

  /// Whether the request may do something. A browser says where such a request comes from.
  boolean sent(HttpServerRequest request) {
    var host = request.requestHeaders().get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
    var expected = local ? "http://" + host : origin;
    return names(request)
        && request.requestHeaders().getAll(HttpHeaderNames.ORIGIN).equals(List.of(expected));
  }
}
