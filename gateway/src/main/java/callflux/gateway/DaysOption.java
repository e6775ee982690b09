package callflux.gateway;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import callflux.gateway.archive.Period;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// From which day to which.
final class DaysOption {
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "The first day, UTC, such as 2026-11-01; by default, the first there is.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "The last day, UTC, in it as well; by default, today.")
  private @Nullable LocalDate to;

  Period period(InstantSource clock) {
    return Period.ofDays(
        requireNonNullElse(from, FIRST), requireNonNullElseGet(to, () -> today(clock)));
  }

  static LocalDate today(InstantSource clock) {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
