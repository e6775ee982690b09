package callflux.gateway.transcript;

import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Kind;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is known of a call that has no end.
///
/// @param summary as far as it can be counted
/// @param last when the last thing that is known of it began
/// @param behind a place behind everything
/// @param isMarked whether it says already that the gateway was killed
record Remains(CallSummary summary, Instant last, double behind, boolean isMarked) {
  /// No call has so many turns.
  private static final double FAR_BEHIND = 1e9;

  /// Nothing is.
  static Remains unknown(Instant last) {
    return new Remains(new CallSummary(Duration.ZERO, 0, 0, 0, 0, 0), last, FAR_BEHIND, false);
  }

  static Remains of(CallFile call) {
    var entries = call.entries();
    var first = entries.stream().map(Entry::at).min(Comparator.naturalOrder()).orElseThrow();
    var last = entries.stream().map(Entry::at).max(Comparator.naturalOrder()).orElseThrow();
    var summary =
        new CallSummary(
            Duration.between(first, last),
            count(entries, Kind.CALLER),
            count(entries, Kind.INTERRUPTION),
            count(entries, Kind.AGENT),
            0,
            0);
    double behind = entries.stream().mapToDouble(Entry::place).max().orElse(0) + 1;
    boolean marked = entries.stream().map(Entry::content).anyMatch(Remains::isMark);
    return new Remains(summary, last, behind, marked);
  }

  /// What ends it.
  ///
  /// @param next the number of its next entry
  List<Entry> end(String callSid, int next) {
    var end = new ArrayList<Entry>();
    if (!isMarked) {
      end.add(new Entry(callSid, next, behind, last, new Gap(null, Cause.KILLED)));
    }
    var ended = new Ended(null, summary, 0, TokenCount.NONE, Timings.NONE);
    end.add(new Entry(callSid, next + end.size(), behind + 1, last, ended));
    return end;
  }

  private static int count(List<Entry> entries, Kind kind) {
    return (int) entries.stream().filter(entry -> entry.content().kind() == kind).count();
  }

  private static boolean isMark(Content content) {
    return content instanceof Gap(_, var cause) && cause == Cause.KILLED;
  }
}
