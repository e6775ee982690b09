package callflux.gateway.twilio;

import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Ticket;
import callflux.gateway.http.Refusal;
import callflux.gateway.http.TextSocket;
import callflux.gateway.http.WebSocketUpgrade;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
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
  private final StreamLimits limits;

  MediaStreamSocket(
      TwilioConfig config,
      SignatureCheck signatures,
      Calls calls,
      Complaints complaints,
      StreamLimits limits) {
    this.config = config;
    this.signatures = signatures;
    this.calls = calls;
    this.complaints = complaints;
    this.limits = limits;
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
    return upgrade(ticket.get(), response);
  }

  private static Mono<Void> forbidden(String reason, HttpServerResponse response) {
    return Refusal.of(HttpResponseStatus.FORBIDDEN, reason).send(response);
  }

  private Mono<Void> upgrade(Ticket ticket, HttpServerResponse response) {
    return WebSocketUpgrade.accept(response, limits.socket(), socket -> serve(ticket, socket))
        .doOnError(_ -> calls.abandon(ticket))
        .doOnCancel(() -> calls.abandon(ticket));
  }

  /// The call begins with the stream's start; a socket that never gets so far gives its ticket
  /// back.
  private Flux<Void> serve(Ticket ticket, TextSocket socket) {
    var rules = new StreamRules(ticket, config, complaints.meters());
    return new CallerStream(
            socket, rules, limits, failure -> complaints.streamFailed(ticket, failure))
        .messages()
        .switchOnFirst((first, heard) -> bridge(ticket, first, heard, socket));
  }

  private Mono<Void> bridge(
      Ticket ticket, Signal<? extends Inbound> first, Flux<Inbound> heard, TextSocket socket) {
    if (first.get() instanceof Inbound.Start start) {
      return calls.bridge(
          ticket, new TwilioLeg(start.streamSid(), heard, socket, complaints.meters()));
    }
    calls.abandon(ticket);
    return heard.then().onErrorComplete().then(socket.closed());
  }
}
