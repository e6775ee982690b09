package callflux.gateway.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What the journal's own thread does: takes what was appended, makes its bytes, writes them, has
/// them put on disk once for all that were written meanwhile, and begins again. What the disk does
/// not take stays in memory and is tried again in a new file.
final class Writer implements Runnable {
  private final Inbox inbox;
  private final Backlog backlog;
  private final SegmentWriter segments;
  private final Trouble trouble;

  private Inbox.@Nullable Letter letter;
  private boolean shut;
  private long deadline;
  private volatile boolean closing;

  Writer(Inbox inbox, Backlog backlog, SegmentWriter segments, Trouble trouble) {
    this.inbox = inbox;
    this.backlog = backlog;
    this.segments = segments;
    this.trouble = trouble;
  }

  /// Whether the disk takes nothing now.
  boolean isTroubled() {
    return trouble.isOn();
  }

  /// Has it end when all is written, or after so long. Whoever calls this, once, unparks its
  /// thread.
  void close(Duration patience) {
    deadline = System.nanoTime() + patience.toNanos();
    closing = true;
  }

  @Override
  public void run() {
    while (!isDone()) {
      collect(trouble.isOn());
      if (work() || isDone()) {
        continue;
      }
      if (closing || backlog.isLarge()) {
        // What else there may be has to wait.
        LockSupport.parkNanos(this, untilDeadline());
      } else {
        inbox.await(segments.isSyncing() ? Long.MAX_VALUE : segments.untilOld());
      }
    }
    segments.close();
    collect(true);
    backlog.giveUp();
  }

  private boolean isDone() {
    return closing && ((shut && letter == null && backlog.isEmpty()) || untilDeadline() <= 0);
  }

  /// @param all and not just enough for a write: only when its bytes are made is it known how much
  ///   memory something takes
  private void collect(boolean all) {
    while (all || !backlog.isLarge()) {
      var next = letter == null ? take() : letter;
      if (next == null) {
        return;
      }
      backlog.add(next);
      letter = next.next();
    }
  }

  private Inbox.@Nullable Letter take() {
    shut = closing;
    return inbox.take(shut);
  }

  /// @return whether there may be more to do at once
  private boolean work() {
    try {
      var synced = segments.synced();
      if (synced != null) {
        trouble.passed();
        backlog.synced(synced);
      }
      segments.closeIfFull();
      boolean writes = mayWrite();
      if (writes) {
        var batch = backlog.batch(trouble.hasBegun());
        segments.write(batch);
        backlog.written(batch);
      }
      segments.sync();
      return writes || synced != null;
    } catch (IOException | RuntimeException e) {
      segments.abandon();
      backlog.again();
      trouble.failed(e, backlog.size());
      pause(trouble.pause().toNanos());
      return true;
    }
  }

  /// A disk that has just failed is tried with a little, and with no more before that is there.
  private boolean mayWrite() {
    return backlog.hasUnwritten()
        && !segments.isFull()
        && !(trouble.hasBegun() && backlog.hasUnsynced());
  }

  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      long most = untilDeadline();
      if (most <= 0) {
        return;
      }
      LockSupport.parkNanos(this, Math.min(left, most));
    }
  }

  private long untilDeadline() {
    return closing ? deadline - System.nanoTime() : Long.MAX_VALUE;
  }
}
