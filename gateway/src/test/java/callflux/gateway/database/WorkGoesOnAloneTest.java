package callflux.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class WorkGoesOnAloneTest {
  private final TestPublisher<String> work = TestPublisher.create();
  private final List<String> unclaimed = new ArrayList<>();
  private final Mono<String> detached = Detached.of(work.mono(), unclaimed::add);

  @Test
  void whoWaitsGetsWhatComes() {
    StepVerifier.create(detached).then(() -> work.emit("done")).expectNext("done").verifyComplete();
    StepVerifier.create(Detached.of(Mono.empty())).verifyComplete();
    StepVerifier.create(Detached.of(Mono.error(new IOException()))).verifyError(IOException.class);
    assertThat(unclaimed).isEmpty();
  }

  @Test
  void whoGivesUpCancelsNothingAndWhatComesIsHandedOn() {
    StepVerifier.create(detached).thenCancel().verify();
    work.assertNotCancelled();
    work.emit("late");
    assertThat(unclaimed).containsExactly("late");
  }

  /// A dropped error would fail the build.
  @Test
  void aFailureThatNobodyWaitsForIsNotDropped() {
    StepVerifier.create(detached).thenCancel().verify();
    work.error(new IOException());
    assertThat(unclaimed).isEmpty();
  }
}
