package callflux.gateway.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Has what was written put on disk, on a thread of its own, and wakes who asked for it.
final class Syncer {
  private final JournalMeters meters;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("journal-sync").factory());

  Syncer(JournalMeters meters) {
    this.meters = meters;
  }

  /// Begins, and unparks the calling thread when it is over.
  ///
  /// @param length how long the file is
  /// @param last the number of the last record in it
  Sync sync(SegmentFile file, long length, long last) {
    var sync = new Sync(length, last);
    var asking = Thread.currentThread();
    thread.execute(() -> {
      sync.run(file, meters);
      LockSupport.unpark(asking);
    });
    return sync;
  }

  /// To be called when nothing is being done.
  void close() {
    thread.shutdown();
  }

  /// One file's.
  static final class Sync {
    private final long length;
    private final long last;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    private Sync(long length, long last) {
      this.length = length;
      this.last = last;
    }

    private void run(SegmentFile file, JournalMeters meters) {
      long from = System.nanoTime();
      try {
        file.force();
        meters.synced(Duration.ofNanos(System.nanoTime() - from));
      } catch (Throwable e) {
        failure = e;
      }
      over.countDown();
    }

    /// How long the file was when it began.
    long length() {
      return length;
    }

    /// The last record in the file when it began.
    long last() {
      return last;
    }

    boolean isOver() {
      return over.getCount() == 0;
    }

    /// Returns when it is over.
    void await() {
      boolean interrupted = false;
      while (!isOver()) {
        try {
          over.await();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    /// @throws IOException if it failed
    void check() throws IOException {
      var why = failure;
      if (why != null) {
        throw why instanceof IOException refused ? refused : new IOException(why);
      }
    }
  }
}
