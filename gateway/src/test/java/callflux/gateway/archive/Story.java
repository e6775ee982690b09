package callflux.gateway.archive;

import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.call.Termination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call as lists and statistics show it, for which nobody has to know its words.
///
/// @param ends its beginning and its end, as far as they are known
/// @param analyses in the order of their attempts
record Story(String callSid, List<Entry> ends, List<Analysis> analyses) {

  boolean hasBegun() {
    return first(Began.class).isPresent();
  }

  Instant began() {
    return at(Began.class).orElseThrow();
  }

  /// When it ended.
  Instant over() {
    return at(Ended.class).orElseThrow();
  }

  Began beginning() {
    return first(Began.class).orElseThrow();
  }

  Optional<Ended> end() {
    return first(Ended.class);
  }

  boolean isUnended(String instance) {
    return end().isEmpty() && beginning().instance().equals(instance);
  }

  boolean isUnread(Instant endedSince, int attempts) {
    return end().isPresent()
        && !over().isBefore(endedSince)
        && analyses.size() < attempts
        && analyses.stream().allMatch(analysis -> analysis.findings() == null);
  }

  /// Through no fault of the caller's.
  boolean hasFailed() {
    return end().isPresent() && end().map(Ended::termination).map(Story::isOurs).orElse(true);
  }

  private static boolean isOurs(Termination termination) {
    return switch (termination.result()) {
      case SUCCESS, CLIENT_ERROR -> false;
      case SERVER_ERROR, UPSTREAM_ERROR -> true;
    };
  }

  long costMicros() {
    long read = analyses.stream().mapToLong(Analysis::costMicros).sum();
    return read + end().map(Ended::costMicros).orElse(0L);
  }

  Analysis.@Nullable Findings findings() {
    return analyses.isEmpty() ? null : analyses.getLast().findings();
  }

  @Nullable Duration voiceToVoice() {
    return end().map(end -> end.timings().voiceToVoice()).orElse(null);
  }

  CallLine line() {
    var beginning = beginning();
    var findings = findings();
    return new CallLine(
        callSid(),
        began(),
        end().map(end -> end.summary().length()).orElse(null),
        beginning.number(),
        beginning.agent(),
        beginning.caller(),
        beginning.maskedCaller(),
        end().map(Story::how).orElse(null),
        voiceToVoice(),
        findings == null ? null : findings.sentiment(),
        findings == null ? null : findings.leadScore(),
        costMicros());
  }

  private static String how(Ended end) {
    var termination = end.termination();
    return termination == null ? "unknown" : termination.label();
  }

  private <C extends Content> Optional<C> first(Class<C> kind) {
    return ends.stream().map(Entry::content).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private Optional<Instant> at(Class<? extends Content> kind) {
    return ends.stream()
        .filter(entry -> kind.isInstance(entry.content()))
        .map(Entry::at)
        .findFirst();
  }
}
