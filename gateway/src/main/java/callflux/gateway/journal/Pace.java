package callflux.gateway.journal;

import java.time.Duration;

/// When the writer does something of its own accord.
///
/// @param segment a file is written to for so long; then another is begun, so that this one can be
///   deleted as soon as all of it is confirmed, and what was said does not stay on disk
/// @param retry between two attempts to write on a disk that does not take it
record Pace(Duration segment, Duration retry) {
  static final Pace USUAL = new Pace(Duration.ofMinutes(1), Duration.ofSeconds(1));
}
