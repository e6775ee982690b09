package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveFailure.Verdict;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import reactor.test.scheduler.VirtualTimeScheduler;

/// An archive that fails is asked again for ever, but not all the time; and an operator is told
/// what they have to mend.
class ArchiveIsAskedUntilItIsDoneTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Attempts.class);
  private static final Duration STEP = Duration.ofMillis(50);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Freight freight;
  private VirtualTimeScheduler time;

  @BeforeEach
  void begin(@TempDir Path directory) throws IOException {
    log.start();
    LOGGER.addAppender(log);
    freight = new Freight(directory);
    freight.writes("CA1", 3);
    time = VirtualTimeScheduler.getOrSet();
  }

  @AfterEach
  void end() {
    freight.close();
    LOGGER.detachAppender(log);
    VirtualTimeScheduler.reset();
  }

  @Test
  void whatPassesIsTriedAgainFromHalfASecondToHalfAMinute() {
    freight.archive.fail(Verdict.PASSING);
    freight.ships();

    var pauses = pauses(Duration.ofMinutes(10));

    assertThat(pauses).hasSizeGreaterThan(20);
    assertThat(pauses).allMatch(pause -> pause >= 500 && pause <= 30_000 + STEP.toMillis());
    assertThat(pauses.getFirst()).isLessThanOrEqualTo(1_000 + STEP.toMillis());
    assertThat(pauses).anyMatch(pause -> pause > 15_000);
    assertThat(freight.figure("callflux.transcript.retried")).isGreaterThan(20);
    assertThat(freight.figure("callflux.database.up")).isZero();
    assertThat(freight.figure("callflux.database.refusing")).isZero();
  }

  @Test
  void whatIsRefusedIsTriedAtMostOnceASecond() {
    freight.archive.fail(Verdict.REFUSED);
    freight.ships();

    var pauses = pauses(Duration.ofMinutes(10));

    assertThat(pauses).hasSizeGreaterThan(20);
    assertThat(pauses).allMatch(pause -> pause >= 1_000 && pause <= 30_000 + STEP.toMillis());
    assertThat(freight.figure("callflux.database.refusing")).isEqualTo(1);
    assertThat(freight.figure("callflux.database.up")).isZero();
  }

  @Test
  void anOperatorIsToldOnceAMinute() {
    freight.archive.fail(Verdict.REFUSED);
    freight.ships();
    time.advanceTimeBy(Duration.ofMinutes(10));

    assertThat(lines(Level.ERROR)).hasSizeBetween(7, 10);
  }

  @Test
  void whatPassesIsToldOnceAndThatItHas() {
    freight.archive.fail(Verdict.PASSING);
    freight.ships();
    time.advanceTimeBy(Duration.ofMinutes(10));
    freight.archive.recover();
    time.advanceTimeBy(Duration.ofMinutes(1));

    assertThat(lines(Level.WARN)).hasSize(1);
    assertThat(lines(Level.INFO)).containsExactly("the database answers again");
    assertThat(lines(Level.ERROR)).isEmpty();
  }

  @Test
  void allIsShippedOnceItIsMended() {
    freight.archive.fail(Verdict.REFUSED);
    freight.ships();
    time.advanceTimeBy(Duration.ofMinutes(10));
    freight.archive.recover();
    time.advanceTimeBy(Duration.ofMinutes(1));

    assertThat(freight.archive.rows("CA1")).hasSize(3);
    assertThat(freight.figure("callflux.database.up")).isEqualTo(1);
    assertThat(freight.figure("callflux.database.refusing")).isZero();
  }

  @Test
  void whatMayHaveBeenKeptIsSentAgainAndIsThereOnce() {
    freight.archive.doubt();
    freight.ships();
    time.advanceTimeBy(Duration.ofMinutes(1));

    assertThat(freight.archive.added()).hasSize(2);
    assertThat(freight.archive.rows("CA1")).hasSize(3);
    assertThat(freight.figure("callflux.transcript.shipped")).isEqualTo(3);
  }

  @Test
  void oneThatNeverAnswersIsAskedAgain() {
    freight.archive.hang();
    freight.ships();
    time.advanceTimeBy(Duration.ofMinutes(2));
    assertThat(freight.archive.asked()).isGreaterThan(2);

    freight.archive.recover();
    time.advanceTimeBy(Duration.ofMinutes(2));

    assertThat(freight.archive.rows("CA1")).hasSize(3);
  }

  @Test
  void whatNobodyForesawLosesNothing() {
    freight.archive.fail(() -> new IllegalStateException("words that nobody should read"));
    freight.ships();
    time.advanceTimeBy(Duration.ofMinutes(2));
    freight.archive.recover();
    time.advanceTimeBy(Duration.ofMinutes(1));

    assertThat(freight.archive.rows("CA1")).hasSize(3);
    assertThat(log.list)
        .isNotEmpty()
        .allSatisfy(line -> {
          assertThat(line.toString() + line.getKeyValuePairs()).doesNotContain("nobody should");
          assertThat(line.getThrowableProxy()).isNull();
        });
  }

  @Test
  void theLagIsTheAgeOfTheOldestThatWaits() {
    freight.archive.fail(Verdict.PASSING);
    time.advanceTimeTo(Sample.START.plusSeconds(90));
    freight.ships();

    assertThat(freight.figure("callflux.transcript.lag")).isEqualTo(90);
  }

  /// Milliseconds between one time that it is asked and the next.
  private List<Long> pauses(Duration watched) {
    var pauses = new ArrayList<Long>();
    int asked = freight.archive.asked();
    long waited = 0;
    for (long at = 0; at < watched.toMillis(); at += STEP.toMillis()) {
      time.advanceTimeBy(STEP);
      waited += STEP.toMillis();
      if (freight.archive.asked() > asked) {
        asked = freight.archive.asked();
        pauses.add(waited);
        waited = 0;
      }
    }
    return pauses;
  }

  private List<String> lines(Level level) {
    return log.list.stream()
        .filter(line -> line.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
