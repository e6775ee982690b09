package callflux.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void secondsAreTakenAtTheirWord() {
    assertThat(RetryAfter.parse(" 7 ", NOW)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aDateIsReckonedFromNow() {
    assertThat(RetryAfter.parse("Sun, 22 Nov 2026 10:00:30 GMT", NOW))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aDateGoneByAsksForNothing() {
    assertThat(RetryAfter.parse("Sun, 22 Nov 2026 09:59:30 GMT", NOW)).isZero();
  }

  @Test
  void noHeaderAsksForNothing() {
    assertThat(RetryAfter.parse(null, NOW)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Sun, 99 Nov"})
  void whatCantBeReadAsksForNothing(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isZero();
  }
}
