package callflux.gateway.journal;

import callflux.gateway.journal.JournalMeters.Lost;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// What waits for the writer. Anybody may put something in, at once and at the price of one object;
/// the writer takes out all there is.
///
/// It is a stack that is turned round when it is taken. Whoever puts something on an empty one
/// wakes the writer.
final class Inbox {
  /// Lies where the last letter would, and is never taken out.
  private static final Letter SHUT = new Flush();

  private final Memory memory;
  private final JournalMeters meters;
  private final AtomicReference<@Nullable Letter> last = new AtomicReference<>();
  private volatile @Nullable Thread sleeper;

  Inbox(Memory memory, JournalMeters meters) {
    this.memory = memory;
    this.meters = meters;
  }

  /// What can be asked of the writer.
  abstract static sealed class Letter permits Append, Flush {
    private @Nullable Letter next;

    private Letter() {}

    /// The one that was put in after it.
    @Nullable Letter next() {
      return next;
    }
  }

  /// Something is to be written.
  static final class Append extends Letter {
    private final Supplier<byte[]> record;

    private Append(Supplier<byte[]> record) {
      this.record = record;
    }

    Supplier<byte[]> record() {
      return record;
    }
  }

  /// Somebody wants to know when all before it is on disk.
  static final class Flush extends Letter {
    private final Sinks.Empty<Void> done = Sinks.empty();

    private Flush() {}

    Sinks.Empty<Void> done() {
      return done;
    }
  }

  /// Puts in what is to be written.
  ///
  /// @return whether it will be; if not, that is counted
  boolean append(Supplier<byte[]> record) {
    if (!memory.take()) {
      meters.lost(Lost.FULL);
      return false;
    }
    if (!put(new Append(record))) {
      memory.freeUnknown();
      meters.lost(Lost.CLOSED);
      return false;
    }
    return true;
  }

  /// Completes when all that was put in before is on disk. Takes whoever waits off the writer's
  /// thread.
  Mono<Void> flush() {
    return Mono.defer(() -> {
      var flush = new Flush();
      return put(flush)
          ? flush.done().asMono().publishOn(Schedulers.parallel())
          : Mono.error(new IllegalStateException("the journal is closed"));
    });
  }

  /// Whether so much waits that there will soon be no more room.
  boolean isCrowded() {
    return memory.isShort();
  }

  /// Takes all there is. For the writer.
  ///
  /// @param shut lets nothing in any more
  /// @return the first that was put in
  @Nullable Letter take(boolean shut) {
    Letter first = null;
    var letter = last.getAndSet(shut ? SHUT : null);
    while (letter != null && letter != SHUT) {
      var before = letter.next;
      letter.next = first;
      first = letter;
      letter = before;
    }
    return first;
  }

  /// Waits until something is put in, or the thread is unparked, or for so long.
  void await(long nanos) {
    sleeper = Thread.currentThread();
    if (last.get() == null) {
      LockSupport.parkNanos(this, nanos);
    }
  }

  private boolean put(Letter letter) {
    Letter before;
    do {
      before = last.get();
      if (before == SHUT) {
        return false;
      }
      letter.next = before;
    } while (!last.compareAndSet(before, letter));
    if (before == null) {
      LockSupport.unpark(sleeper);
    }
    return true;
  }
}
