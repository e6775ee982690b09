package callflux.gateway.stream;

import callflux.codec.audio.AudioFormat;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.CallFailure;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Ticket;
import callflux.gateway.http.LogLimit;
import callflux.gateway.http.TextSocket;
import callflux.gateway.http.WebSocketUpgrade;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.netty.http.server.HttpServerResponse;

/// Serves a caller's media socket, from the 101 to the end of the call.
///
/// Who may open one is for others to judge, before: here a ticket is enough.
public final class MediaSocket {
  private static final Logger log = LoggerFactory.getLogger(MediaSocket.class);

  private final Calls calls;
  private final StreamLimits limits;
  private final Terms terms;
  private final StreamMeters meters;
  private final LogLimit lines = LogLimit.oncePerSecond();

  public MediaSocket(Calls calls, StreamLimits limits, Terms terms, StreamMeters meters) {
    this.calls = calls;
    this.limits = limits;
    this.terms = terms;
    this.meters = meters;
  }

  /// What a stream must say of itself.
  ///
  /// @param format of the audio, both ways
  /// @param accounts whose calls are taken
  public record Terms(AudioFormat format, Predicate<String> accounts) {}

  /// Upgrades the request and bridges the call. Completes with the upgrade; whatever becomes of it,
  /// the ticket is used up.
  ///
  /// @param over run when the call is, or will never be one
  public Mono<Void> serve(Ticket ticket, HttpServerResponse response, Runnable over) {
    return WebSocketUpgrade.accept(
            response, limits.socket(), socket -> serve(ticket, socket).doFinally(_ -> over.run()))
        .doOnError(_ -> abandon(ticket, over))
        .doOnCancel(() -> abandon(ticket, over));
  }

  private void abandon(Ticket ticket, Runnable over) {
    calls.abandon(ticket);
    over.run();
  }

  /// The call begins with the stream's start; a socket that never gets so far gives its ticket
  /// back.
  private Flux<Void> serve(Ticket ticket, TextSocket socket) {
    var rules = new StreamRules(ticket.call().callSid(), terms, meters);
    return new CallerStream(socket, rules, limits, failure -> failed(ticket, failure))
        .messages()
        .switchOnFirst((first, heard) -> bridge(ticket, first, heard, socket));
  }

  private Mono<Void> bridge(
      Ticket ticket, Signal<? extends Inbound> first, Flux<Inbound> heard, TextSocket socket) {
    if (first.get() instanceof Inbound.Start start) {
      var leg = new StreamLeg(start.streamSid(), terms.format(), heard, socket, meters);
      return calls.bridge(ticket, leg, terms.format());
    }
    calls.abandon(ticket);
    return heard.then().onErrorComplete().then(socket.closed());
  }

  /// The far end broke a rule, or was lost.
  private void failed(Ticket ticket, CallFailure failure) {
    var reason = String.valueOf(failure.getMessage());
    meters.violation(reason);
    lines.run(unsaid ->
        log.atWarn()
            .addKeyValue("call", ticket.call().callSid())
            .addKeyValue("reason", reason)
            .addKeyValue("unsaid", unsaid)
            .log("a media stream was given up"));
  }
}
