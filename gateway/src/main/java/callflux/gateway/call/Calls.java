package callflux.gateway.call;

import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Admits calls, dials the model for them, bridges them, and knows the live ones.
public final class Calls {

  /// Takes a permit for a call and starts dialling its model. The same call again gets the same
  /// ticket while it lasts, so that a repeated webhook makes no second session.
  ///
  /// @return the ticket, or empty when the gateway is full or draining
  public Optional<Ticket> admit(Call call) {
    return Optional.of(new Ticket("", call));
  }

  /// Takes a ticket, once: a nonce that was used, has expired or was never given is worth nothing.
  public Optional<Ticket> redeem(String nonce) {
    return Optional.empty();
  }

  /// Bridges a caller whose ticket was redeemed to the model that was dialled for it.
  ///
  /// @return completes when the call has ended and both legs are closed; never fails
  public Mono<Void> bridge(Ticket ticket, Leg<Inbound, Outbound> caller) {
    return caller.close(1001, ticket.nonce());
  }

  /// Gives back the permit of a redeemed ticket whose socket came to nothing.
  public void abandon(Ticket ticket) {
    Objects.requireNonNull(ticket);
  }

  /// Twilio says that the call is over: a ticket that was not redeemed dies with it. A live call is
  /// left to its socket.
  public void ended(String callSid) {
    Objects.requireNonNull(callSid);
  }
}
