package callflux.gateway.archive;

import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What the calls of one number came to in one day, UTC. Means are over the calls that have the
/// figure; how many those are is told, so that the means of several days can be one.
///
/// @param number label of the called number
/// @param failed those that ended through no fault of the caller's
/// @param length of all of them together
/// @param timed those that have a voice-to-voice time
/// @param voiceToVoice mean over the calls' medians
/// @param analysed those that have findings
/// @param costMicros of the calls and their analyses, in millionths of a US dollar
public record DayLine(
    LocalDate day,
    String number,
    int calls,
    int failed,
    Duration length,
    int turns,
    int bargeIns,
    int timed,
    @Nullable Duration voiceToVoice,
    int analysed,
    @Nullable Double sentiment,
    @Nullable Double leadScore,
    long costMicros) {}
