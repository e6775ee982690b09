package callflux.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/// The opening handshake of a WebSocket (RFC 6455 section 4.2), to the letter.
public final class WebSocketUpgrade {
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private WebSocketUpgrade() {}

  /// What is wrong with a request for a WebSocket, or nothing. To be asked before anything that
  /// costs more, and before [#accept].
  public static Optional<Refusal> check(HttpServerRequest request) {
    HttpHeaders headers = request.requestHeaders();
    if (!HttpMethod.GET.equals(request.method())) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "method");
    }
    if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
      return upgradeRequired("no_upgrade");
    }
    if (!headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals(List.of(VERSION))) {
      return upgradeRequired("version");
    }
    if (!hasKey(headers)) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "key");
    }
    return hasBody(headers) ? refuse(HttpResponseStatus.BAD_REQUEST, "body") : Optional.empty();
  }

  /// Answers 101 and hands the socket to the application, which lives until the publisher that it
  /// returns ends: the socket is then closed with code 1000, or 1002 if it failed, unless it was
  /// closed before. No extension and no subprotocol is ever agreed on.
  public static Mono<Void> accept(
      HttpServerResponse response,
      Limits.Socket limits,
      Function<TextSocket, ? extends Publisher<Void>> application) {
    var spec =
        WebsocketServerSpec.builder()
            .maxFramePayloadLength(limits.message().bytes())
            .handlePing(true)
            .compress(false)
            .build();
    return response.sendWebsocket(
        (in, out) -> application.apply(TextSocket.over(in, out, limits, false)), spec);
  }

  private static boolean hasKey(HttpHeaders headers) {
    List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    if (keys.size() != 1) {
      return false;
    }
    try {
      byte[] key = Base64.getDecoder().decode(keys.getFirst());
      // Java's decoder does without padding; the RFC does not.
      return key.length == KEY_BYTES && keys.getFirst().endsWith("==");
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean hasBody(HttpHeaders headers) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH, "0");
    return !length.equals("0") || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
  }

  private static Optional<Refusal> upgradeRequired(String reason) {
    return Optional.of(
        new Refusal(
            HttpResponseStatus.UPGRADE_REQUIRED,
            reason,
            Map.of(
                HttpHeaderNames.UPGRADE.toString(),
                "websocket",
                HttpHeaderNames.SEC_WEBSOCKET_VERSION.toString(),
                VERSION)));
  }

  private static Optional<Refusal> refuse(HttpResponseStatus status, String reason) {
    return Optional.of(Refusal.of(status, reason));
  }
}
