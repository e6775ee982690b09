package callflux.gateway.call;

import reactor.core.publisher.Mono;

/// How a call is ended from outside.
///
/// @param end at once
/// @param wrapUp politely
record Orders(Mono<Termination> end, Mono<Termination> wrapUp) {}
