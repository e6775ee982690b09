package callflux.bench.drill;

import java.time.Duration;
import java.util.List;

/// What a model's server says at one moment of a call.
///
/// @param after how long after the step before
/// @param said run when it is
/// @param taken run when the gateway has read it
record Step(Duration after, List<String> events, Runnable said, Runnable taken) {}
