package callflux.gateway.journal;

import java.util.concurrent.atomic.AtomicLong;

/// How much of the journal is in memory because it is not on disk yet. Safe for any thread.
final class Memory {
  /// What a record is taken for until the writer has made its bytes.
  static final int UNKNOWN = 1_024;

  /// The objects around a record's bytes.
  private static final int AROUND = 64;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  Memory(long most) {
    this.most = most;
  }

  /// Takes room for a record.
  ///
  /// @return whether there is some
  boolean take() {
    if (taken.addAndGet(UNKNOWN) <= most) {
      return true;
    }
    taken.addAndGet(-UNKNOWN);
    return false;
  }

  /// It is known how many bytes a record has for which room was taken.
  void settle(Frame frame) {
    taken.addAndGet(bytes(frame) - UNKNOWN);
  }

  /// A record is on disk.
  void free(Frame frame) {
    taken.addAndGet(-bytes(frame));
  }

  /// There will be no record where room was taken for one.
  void freeUnknown() {
    taken.addAndGet(-UNKNOWN);
  }

  /// Whether more than half of it is taken.
  boolean isShort() {
    return taken.get() > most / 2;
  }

  private static long bytes(Frame frame) {
    return (long) AROUND + frame.body().length;
  }
}
