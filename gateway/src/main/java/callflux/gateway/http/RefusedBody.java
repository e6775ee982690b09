package callflux.gateway.http;

/// Stands in for the rest of a body that could not be read.
record RefusedBody(Refusal refusal) {}
