package callflux.gateway.call;

import java.time.Duration;

/// What a call came to.
///
/// @param length from the media socket's start to its end
/// @param turns times that the caller spoke
/// @param bargeIns of them, those that cut the model short
/// @param responses that the model completed
/// @param framesIn media messages from the caller
/// @param framesOut media messages to the caller
public record CallSummary(
    Duration length, int turns, int bargeIns, int responses, long framesIn, long framesOut) {}
