package callflux.gateway.analysis;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.archive.CallFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came of reading a call once.
///
/// @param analyst who read it
/// @param findings absent if it failed
/// @param failure why it did, as a code word
/// @param costMicros of all tries, in millionths of a US dollar
record Reading(
    String analyst, @Nullable Findings findings, @Nullable String failure, long costMicros) {

  static Reading found(String analyst, Findings findings, long costMicros) {
    return new Reading(analyst, findings, null, costMicros);
  }

  static Reading failed(String analyst, String failure, long costMicros) {
    return new Reading(analyst, null, failure, costMicros);
  }

  /// As it is kept.
  Analysis of(CallFile call, Instant at) {
    var last = call.analysis();
    int attempt = last == null ? 1 : last.attempt() + 1;
    return new Analysis(call.callSid(), attempt, at, analyst, findings, failure, costMicros);
  }
}
