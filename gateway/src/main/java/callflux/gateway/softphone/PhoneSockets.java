package callflux.gateway.softphone;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.codec.json.JsonText;
import callflux.gateway.call.Calls;
import callflux.gateway.http.Limits;
import callflux.gateway.http.Refusal;
import callflux.gateway.http.TextSocket;
import callflux.gateway.http.WebSocketUpgrade;
import callflux.gateway.softphone.CallFeed.TooSlow;
import callflux.gateway.stream.MediaSocket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// The two sockets of a page that calls: one for sound, in the messages of Media Streams, and one
/// that tells what happens.
///
/// The second is a WebSocket too, and not server-sent events: it is held to the same limits as the
/// first, a reader that has stopped reading among them; it does not take one of the six connections
/// that a browser opens to a host; and it ends with a code that says why.
final class PhoneSockets {
  static final String MEDIA = "/phone/media/";
  static final String EVENTS = "/phone/events/";

  /// The last segment of either's path.
  static final String KEY = "key";

  private final SameOrigin origin;
  private final Calls calls;
  private final CallFeeds feeds;
  private final MediaSocket media;
  private final SoftphoneMeters meters;
  private final Limits.Socket limits;

  PhoneSockets(
      SameOrigin origin,
      Calls calls,
      CallFeeds feeds,
      MediaSocket media,
      SoftphoneMeters meters,
      Limits.Socket limits) {
    this.origin = origin;
    this.calls = calls;
    this.feeds = feeds;
    this.media = media;
    this.meters = meters;
    this.limits = limits;
  }

  /// Upgrades the request and bridges the call, or refuses it before the upgrade.
  Mono<Void> media(HttpServerRequest request, HttpServerResponse response) {
    var refusal = refusal(request);
    if (refusal.isPresent()) {
      return refusal.get().send(response);
    }
    var ticket = key(request).flatMap(calls::redeem);
    if (ticket.isEmpty()) {
      return forbidden("nonce").send(response);
    }
    var callSid = ticket.get().call().callSid();
    feeds.lives(callSid);
    return media.serve(ticket.get(), response, () -> feeds.close(callSid));
  }

  /// Upgrades the request and tells of the call, or refuses it before the upgrade.
  Mono<Void> events(HttpServerRequest request, HttpServerResponse response) {
    var refusal = refusal(request);
    if (refusal.isPresent()) {
      return refusal.get().send(response);
    }
    var feed = key(request).flatMap(feeds::take);
    if (feed.isEmpty()) {
      return forbidden("secret").send(response);
    }
    return WebSocketUpgrade.accept(response, limits, socket -> tell(feed.get(), socket));
  }

  private static Mono<Void> tell(CallFeed feed, TextSocket socket) {
    var told =
        socket
            .send(feed.events().map(event -> encoded(event, socket.channel())))
            .then(socket.close(1000, "over"))
            .onErrorResume(TooSlow.class, _ -> socket.close(1013, "too_slow"))
            .onErrorComplete();
    // A page has nothing to say here, but when it leaves, that is heard.
    var left = socket.receive((_, _) -> {}).then().onErrorComplete();
    return Mono.firstWithSignal(told, left);
  }

  /// The socket that the buffer is written to releases it.
  private static ByteBuf encoded(String event, Channel channel) {
    var bytes = event.getBytes(UTF_8);
    return JsonText.buffer(channel.alloc(), bytes.length).writeBytes(bytes);
  }

  private Optional<Refusal> refusal(HttpServerRequest request) {
    return WebSocketUpgrade.check(request)
        .or(() -> origin.sent(request) ? Optional.empty() : Optional.of(forbidden("origin")));
  }

  private Refusal forbidden(String reason) {
    meters.refused(reason);
    return Refusal.of(HttpResponseStatus.FORBIDDEN, reason);
  }

  private static Optional<String> key(HttpServerRequest request) {
    return Optional.ofNullable(request.param(KEY));
  }
}
