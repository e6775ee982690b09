package callflux.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Judges each request by its head, whatever its route, and puts a [RefusedRequest] in the place of
/// a bad one. The connection is deaf from there on: where the next request begins is anyone's
/// guess.
final class RequestCheck extends ChannelInboundHandlerAdapter {
  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
  private static final Refusal METHOD =
      new Refusal(
          HttpResponseStatus.METHOD_NOT_ALLOWED, "method", Map.of("allow", "GET, HEAD, POST"));
  // Reactor Netty parses the port without a check.
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  private final RefusalLog log;
  private boolean deaf;

  RequestCheck(RefusalLog log) {
    this.log = log;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (deaf) {
      ReferenceCountUtil.release(message);
      return;
    }
    Refusal refusal = message instanceof HttpObject http ? judge(http) : null;
    if (refusal == null) {
      ctx.fireChannelRead(message);
      return;
    }
    deaf = true;
    log.refused(refusal, ctx.channel().remoteAddress());
    ReferenceCountUtil.release(message);
    ctx.fireChannelRead(
        message instanceof HttpRequest ? new RefusedRequest(refusal) : new RefusedBody(refusal));
  }

  private static @Nullable Refusal judge(HttpObject message) {
    DecoderResult decoded = message.decoderResult();
    if (decoded.isFailure()) {
      return undecodable(decoded.cause());
    }
    return message instanceof HttpRequest request ? judge(request) : null;
  }

  private static @Nullable Refusal judge(HttpRequest request) {
    if (!request.uri().startsWith("/")) {
      return Refusal.of(HttpResponseStatus.BAD_REQUEST, "target");
    }
    if (!HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
      return Refusal.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "version");
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() != 1 || !HOST.matcher(hosts.getFirst()).matches()) {
      return Refusal.of(HttpResponseStatus.BAD_REQUEST, "host");
    }
    return METHODS.contains(request.method()) ? null : METHOD;
  }

  private static Refusal undecodable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ ->
          Refusal.of(HttpResponseStatus.REQUEST_URI_TOO_LONG, "line_too_long");
      case TooLongHttpHeaderException _ ->
          Refusal.of(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large");
      default -> Refusal.of(HttpResponseStatus.BAD_REQUEST, "malformed");
    };
  }
}
