package callflux.gateway.twilio;

import callflux.gateway.call.Calls;
import callflux.gateway.http.Refusal;
import callflux.gateway.http.WebSocketUpgrade;
import callflux.gateway.stream.MediaSocket;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// Twilio opens a call's media socket.
///
/// Whoever opens it must show Twilio's signature and a ticket of ours. Neither would do: the
/// signature is for ever the same for the same URL, and a ticket may be overheard.
final class MediaStreamSocket {
  /// A segment of the path and not a query, which Twilio would strip.
  static final String PATH = "/twilio/media/";

  static final String NONCE = "nonce";

  private final TwilioConfig config;
  private final SignatureCheck signatures;
  private final Calls calls;
  private final Complaints complaints;
  private final MediaSocket media;

  MediaStreamSocket(
      TwilioConfig config,
      SignatureCheck signatures,
      Calls calls,
      Complaints complaints,
      MediaSocket media) {
    this.config = config;
    this.signatures = signatures;
    this.calls = calls;
    this.complaints = complaints;
    this.media = media;
  }

  /// Upgrades the request and bridges the call, or refuses it before the upgrade.
  Mono<Void> open(HttpServerRequest request, HttpServerResponse response) {
    var malformed = WebSocketUpgrade.check(request);
    if (malformed.isPresent()) {
      return malformed.get().send(response);
    }
    var url = config.socketUrl(request.uri());
    if (!signatures.passes(request, url, Map.of())) {
      return forbidden("signature", response);
    }
    var ticket = Optional.ofNullable(request.param(NONCE)).flatMap(calls::redeem);
    if (ticket.isEmpty()) {
      complaints.notBelieved(request.remoteAddress(), "nonce", url);
      return forbidden("nonce", response);
    }
    return media.serve(ticket.get(), response, () -> {});
  }

  private static Mono<Void> forbidden(String reason, HttpServerResponse response) {
    return Refusal.of(HttpResponseStatus.FORBIDDEN, reason).send(response);
  }
}
