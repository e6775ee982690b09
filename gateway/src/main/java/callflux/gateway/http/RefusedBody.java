package callflux.gateway.http;

/// Stands in for the rest of a body that could not be read. Travels as the body does, and not as an
/// exception, which Reactor Netty may tell twice.
record RefusedBody(Refusal refusal) {}
