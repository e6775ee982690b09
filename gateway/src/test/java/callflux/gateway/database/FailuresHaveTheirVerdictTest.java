package callflux.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresHaveTheirVerdictTest {

  @ParameterizedTest
  @CsvSource({
    "08006, PASSING",
    "57P01, PASSING",
    "57P03, PASSING",
    "57014, PASSING",
    "53300, PASSING",
    "53100, PASSING",
    "40001, PASSING",
    "40P01, PASSING",
    "55P03, PASSING",
    "25006, PASSING",
    "XX000, PASSING",
    "90020, PASSING",
    "90098, PASSING",
    "HYT00, PASSING",
    "0A000, PASSING",
    "28P01, REFUSED",
    "28000, REFUSED",
    "3D000, REFUSED",
    "3F000, REFUSED",
    "42501, REFUSED",
    "42P01, REFUSED",
    "42703, REFUSED",
    "42S02, REFUSED",
    "90030, REFUSED",
    "22021, POISON",
    "22P02, POISON",
    "22001, POISON",
    "23502, POISON",
    "23514, POISON",
    "54000, POISON",
  })
  void byTheirState(String state, Verdict verdict) {
    var failure = new IllegalStateException(new SQLException("quotes a canary", state));
    assertThat(Failures.of(failure).verdict()).isEqualTo(verdict);
    assertThat(Failures.of(new R2dbcNonTransientResourceException("no", state, failure)).verdict())
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"22021", "23514", "XX000"})
  void whatMayQuoteARowIsNotRepeated(String state) {
    var told = Failures.of(new SQLException("quotes a canary", state));
    for (Throwable e = told; e != null; e = e.getCause()) {
      assertThat(e.getMessage()).doesNotContain("canary");
    }
  }

  @Test
  void withoutOneTheyPass() {
    assertThat(Failures.of(new IOException("gone")).verdict()).isEqualTo(Verdict.PASSING);
    assertThat(Failures.of(new TimeoutException()).verdict()).isEqualTo(Verdict.PASSING);
    assertThat(Failures.of(new R2dbcNonTransientResourceException("closed")).verdict())
        .isEqualTo(Verdict.PASSING);
  }

  @Test
  void exceptWhatIsOfTls() {
    var failure =
        new R2dbcNonTransientResourceException("no", new SSLHandshakeException("not trusted"));
    assertThat(Failures.of(failure).verdict()).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void whatHasAVerdictKeepsIt() {
    var told = new ArchiveFailure(Verdict.POISON, "told", new IOException());
    assertThat(Failures.of(told)).isSameAs(told);
  }
}
