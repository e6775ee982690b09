package callflux.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// Both its first and its last day are in it.
class PeriodIsToldInWholeDaysTest {

  @Test
  void ofOneOrOfMore() {
    var day = LocalDate.of(2028, 2, 29);

    assertThat(Period.ofDays(day, day))
        .isEqualTo(
            new Period(
                Instant.parse("2028-02-29T00:00:00Z"), Instant.parse("2028-03-01T00:00:00Z")));
    assertThat(Period.ofDays(day.minusDays(2), day).from())
        .isEqualTo(Instant.parse("2028-02-27T00:00:00Z"));
  }
}
