package callflux.gateway.archive;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A call in a list of calls. What is absent is not known, or not yet.
///
/// @param number label of the called number
/// @param caller keyed hash of the caller's number
/// @param ended label of its termination; `unknown` if the gateway was killed
/// @param voiceToVoice median over its answers
/// @param costMicros of the call and its analysis, in millionths of a US dollar
public record CallLine(
    String callSid,
    Instant began,
    @Nullable Duration length,
    String number,
    String agent,
    String caller,
    String maskedCaller,
    @Nullable String ended,
    @Nullable Duration voiceToVoice,
    @Nullable Double sentiment,
    @Nullable Integer leadScore,
    long costMicros) {}
