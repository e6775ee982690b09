package callflux.gateway.call;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.agent.Agent;
import reactor.core.publisher.Mono;

/// Port: opens the model's side of a call.
public interface ModelDialer {

  /// Opens a socket, asks for the agent's session, and holds: nothing is read until [Leg#receive]
  /// is subscribed to, and nothing is billed until audio is sent.
  ///
  /// @return a leg that is open, to be closed by the taker; or a [CallFailure]
  Mono<Leg<ServerEvent, ClientEvent>> dial(Agent agent);
}
