package callflux.bench;

import callflux.bench.run.LoadTest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What Ctrl-C does while a load is on: the callers hang up, what was seen is kept if there is
/// anybody to keep it, and every process ends.
final class Interruption implements AutoCloseable {
  private final LoadTest test;
  private final Duration patience;
  private final CountDownLatch kept = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "interruption");

  private Interruption(LoadTest test, Duration patience) {
    this.test = test;
    this.patience = patience;
  }

  /// Between this and [#close] Ctrl-C ends the test.
  ///
  /// @param patience for the load that is on to end by itself; zero ends it at once
  static Interruption of(LoadTest test, Duration patience) {
    var interruption = new Interruption(test, patience);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void end() {
    try {
      if (patience.isPositive()) {
        test.stop();
        kept.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      test.close();
    }
  }

  /// All is kept; Ctrl-C has nothing more to wait for.
  @Override
  public void close() {
    kept.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // It is what called us here.
    }
  }
}
