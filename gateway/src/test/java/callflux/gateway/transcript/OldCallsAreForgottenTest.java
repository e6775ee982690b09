package callflux.gateway.transcript;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.ArchiveInMemory;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Row;
import callflux.gateway.archive.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/// What is older than it may become is forgotten, as soon as somebody can be told to.
class OldCallsAreForgottenTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String OLD = "CA00000000000000000000000000000001";
  private static final String NEW = "CA00000000000000000000000000000002";

  private final ArchiveInMemory archive = new ArchiveInMemory(new EntryCodec(Sealer.NONE));
  private final Retention retention = new Retention(archive, Duration.ofDays(90), () -> NOW);

  @BeforeEach
  void keep() {
    archive.add(List.of(began(OLD, Duration.ofDays(91)), began(NEW, Duration.ofDays(89)))).block();
  }

  private static Row began(String sid, Duration ago) {
    var facts =
        """
        {"instance":"i","number":"n","agent":"a","prompt":"p","caller":"c","masked_caller":"m"}\
        """;
    return new Row(sid, 0, 0, NOW.minus(ago), "began", null, facts, "{}".getBytes(US_ASCII));
  }

  @Test
  void withoutAnAgeAllIsKept() {
    StepVerifier.create(new Retention(archive, null, () -> NOW).run()).verifyComplete();

    assertThat(archive.size()).isEqualTo(2);
  }

  @Test
  void whatIsOlderIsForgottenAtAStart() {
    StepVerifier.withVirtualTime(retention::run)
        .thenAwait(Duration.ofMillis(1))
        .then(() -> assertThat(archive.rows(OLD)).isEmpty())
        .then(() -> assertThat(archive.rows(NEW)).hasSize(1))
        .thenCancel()
        .verify();
  }

  @Test
  void itIsLookedForEachHour() {
    StepVerifier.withVirtualTime(retention::run)
        .thenAwait(Duration.ofMinutes(59))
        .then(() -> archive.add(List.of(began(OLD, Duration.ofDays(91)))).block())
        .thenAwait(Duration.ofMinutes(1))
        .then(() -> assertThat(archive.rows(OLD)).isEmpty())
        .thenCancel()
        .verify();
  }

  @Test
  void databaseThatIsAwayIsAskedAgainInAMinute() {
    archive.fail(Verdict.PASSING);
    StepVerifier.withVirtualTime(retention::run)
        .thenAwait(Duration.ofSeconds(59))
        .then(archive::recover)
        .thenAwait(Duration.ofSeconds(1))
        .then(() -> assertThat(archive.rows(OLD)).isEmpty())
        .thenCancel()
        .verify();
  }

  @Test
  void refusalIsNoEnd() {
    archive.fail(Verdict.REFUSED);
    StepVerifier.withVirtualTime(retention::run)
        .thenAwait(Duration.ofMinutes(30))
        .then(archive::recover)
        .thenAwait(Duration.ofMinutes(29))
        .then(() -> assertThat(archive.rows(OLD)).hasSize(1))
        .thenAwait(Duration.ofMinutes(1))
        .then(() -> assertThat(archive.rows(OLD)).isEmpty())
        .thenCancel()
        .verify();
  }
}
