package callflux.gateway.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A stretch of time.
///
/// @param from the first instant in it
/// @param to the first that is not in it any more
public record Period(Instant from, Instant to) {

  /// Whole days, UTC.
  ///
  /// @param first the first day in it
  /// @param last the last day in it
  public static Period ofDays(LocalDate first, LocalDate last) {
    return new Period(start(first), start(last.plusDays(1)));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
