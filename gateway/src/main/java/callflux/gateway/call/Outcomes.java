package callflux.gateway.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How the last calls ended, for as long as Twilio may ask what to do next: it asks as soon as the
/// media socket is closed, so that a minute is plenty, and what is held does not grow with the
/// calls that a process has had.
///
/// Safe for any thread.
final class Outcomes {
  /// How long a call's end is known.
  static final Duration KNOWN = Duration.ofMinutes(1);

  private final InstantSource clock;

  /// In the order of their ends.
  private final Map<String, Outcome> bySid = new LinkedHashMap<>();

  private record Outcome(Termination termination, Instant at) {}

  Outcomes(InstantSource clock) {
    this.clock = clock;
  }

  /// The last word on a call counts.
  synchronized void remember(String callSid, Termination termination) {
    var now = clock.instant();
    forgetBefore(now.minus(KNOWN));
    bySid.remove(callSid); // it takes its place among the newest
    bySid.put(callSid, new Outcome(termination, now));
  }

  synchronized Optional<Termination> of(String callSid) {
    forgetBefore(clock.instant().minus(KNOWN));
    return Optional.ofNullable(bySid.get(callSid)).map(Outcome::termination);
  }

  /// How many are held.
  synchronized int size() {
    return bySid.size();
  }

  private void forgetBefore(Instant oldest) {
    var eldest = bySid.values().iterator();
    while (eldest.hasNext() && eldest.next().at().isBefore(oldest)) {
      eldest.remove();
    }
  }
}
