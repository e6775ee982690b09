package callflux.bench.drill;

import java.util.List;

/// A call that was answered.
///
/// @param from when the model knew who calls, of [System#nanoTime]
/// @param until when the caller's line was closed
/// @param turns in the order of the conversation
record Told(String callSid, long from, long until, List<Turn> turns) {}
