package callflux.gateway.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.netty.resources.LoopResources;
import reactor.test.scheduler.VirtualTimeScheduler;

/// Every call that is over is read, once, and what came of it is kept. On a clock of its own, by
/// the lexicon.
class CallsAreReadAndKeptTest {
  private final LoopResources loops = LoopResources.create("read", 1, true);
  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final Shelf shelf = new Shelf();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AfterCall afterCall = afterCall(true);

  private AfterCall afterCall(boolean enabled) {
    return new AfterCall(
        shelf, new AnalysisConfig(null, null, enabled), new Outside(loops, meters), clock);
  }

  @AfterEach
  void close() {
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(Duration.ofSeconds(5));
  }

  @Test
  void callIsReadWithinTenSeconds() {
    var running = afterCall.run().subscribe();
    shelf.put(Told.call(1, "C: I'd like to book.", "T: book_appointment {\"ok\":true}"));

    clock.advanceTimeBy(Duration.ofSeconds(10));

    assertThat(shelf.kept())
        .singleElement()
        .satisfies(analysis -> {
          assertThat(analysis.callSid()).isEqualTo(Told.sid(1));
          assertThat(analysis.attempt()).isEqualTo(1);
          assertThat(analysis.analyst()).isEqualTo("lexicon");
          assertThat(analysis.findings()).isNotNull();
          assertThat(analysis.costMicros()).isZero();
        });
    running.dispose();
  }

  @Test
  void nudgeSparesTheWait() {
    var running = afterCall.run().subscribe();
    clock.advanceTimeBy(Duration.ofSeconds(1));
    shelf.put(Told.call(1, "C: Hello there."));

    afterCall.nudge();
    clock.advanceTimeBy(Duration.ofMillis(1));

    assertThat(shelf.kept()).hasSize(1);
    running.dispose();
  }

  @Test
  void noCallIsReadTwice() {
    for (int i = 0; i < 250; i++) {
      shelf.put(Told.call(i, "C: Call number " + i));
    }
    var running = afterCall.run().subscribe();

    for (int i = 0; i < 30; i++) {
      afterCall.nudge();
      clock.advanceTimeBy(Duration.ofSeconds(10));
    }

    assertThat(shelf.kept()).extracting(Analysis::callSid).hasSize(250).doesNotHaveDuplicates();
    assertThat(meters.counter("callflux.analysis.calls", "result", "ok").count()).isEqualTo(250);
    running.dispose();
  }

  @Test
  void archiveThatCanNotBeAskedIsAskedAgain() {
    shelf.put(Told.call(1, "C: Hello there."));
    shelf.sleep(3);
    var running = afterCall.run().subscribe();

    clock.advanceTimeBy(Duration.ofSeconds(30));

    assertThat(shelf.kept()).hasSize(1);
    running.dispose();
  }

  @Test
  void whatWasFoundIsKeptAsSoonAsTheArchiveTakesIt() {
    shelf.put(Told.call(1, "C: Hello there."));
    shelf.refuse(6, Verdict.REFUSED);
    var running = afterCall.run().subscribe();

    clock.advanceTimeBy(Duration.ofMinutes(5));

    assertThat(shelf.kept()).hasSize(1);
    running.dispose();
  }

  @Test
  void whatTheArchiveWillNeverTakeIsNotPaidForAgainAtOnce() {
    var running = afterCall.run().subscribe();
    clock.advanceTimeBy(Duration.ofSeconds(1));
    shelf.put(Told.call(1, "C: Hello there."));
    shelf.refuse(9, Verdict.POISON);

    clock.advanceTimeBy(Duration.ofHours(1));

    assertThat(shelf.added).hasValue(1);
    running.dispose();
  }

  @Test
  void nothingIsReadIfThatIsNotWanted() {
    shelf.put(Told.call(1, "C: Hello there."));
    var running = afterCall(false).run().subscribe();

    clock.advanceTimeBy(Duration.ofHours(1));

    assertThat(shelf.asked).hasValue(0);
    running.dispose();
  }

  @Test
  void nothingGoesOnWhenItIsCancelled() {
    Disposable running = afterCall.run().subscribe();
    running.dispose();

    assertThat(clock.isDisposed()).isTrue();
  }
}
