package callflux.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// A disk that goes wrong when it is told to.
final class FaultyDisk implements UnaryOperator<SegmentFile.Disk> {
  private final AtomicInteger failingSyncs = new AtomicInteger();
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE / 2);
  private final Set<Long> failed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lies = new AtomicInteger();
  private volatile boolean keepsTails;
  private volatile CountDownLatch answers = new CountDownLatch(0);
  private volatile boolean hanging;

  /// The next so many fsyncs fail.
  void failSyncs(int number) {
    failingSyncs.set(number);
  }

  /// It takes so many bytes more.
  void leaveRoom(long bytes) {
    room.set(bytes);
  }

  /// There is no end of room.
  void clear() {
    room.set(Long.MAX_VALUE / 2);
  }

  /// What was given up stays as it is, as if the process had ended just before it could cut it.
  void keepTails() {
    keepsTails = true;
  }

  /// No fsync returns.
  void hang() {
    answers = new CountDownLatch(1);
  }

  /// Whether one does not.
  boolean isHanging() {
    return hanging;
  }

  /// All do again.
  void answer() {
    answers.countDown();
  }

  /// How many times a file was synced after that had failed.
  int lies() {
    return lies.get();
  }

  @Override
  public SegmentFile.Disk apply(SegmentFile.Disk disk) {
    return segment -> new File(segment, disk.create(segment));
  }

  private final class File implements SegmentFile {
    private final long segment;
    private final SegmentFile file;
    private long length;

    private File(long segment, SegmentFile file) {
      this.segment = segment;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      int most = (int) Math.min(bytes.remaining(), room.get());
      boolean full = most < bytes.remaining();
      room.addAndGet(-most);
      length += most;
      file.write(bytes.slice(bytes.position(), most));
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void force() throws IOException {
      try {
        var answer = answers;
        hanging = answer.getCount() > 0;
        answer.await();
        hanging = false;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (failed.contains(segment)) {
        lies.incrementAndGet();
      }
      if (failingSyncs.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        failed.add(segment);
        throw new IOException("Input/output error");
      }
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }

    @Override
    public void abandon(long bytes) throws IOException {
      if (keepsTails) {
        file.close();
      } else {
        room.addAndGet(length - bytes);
        file.abandon(bytes);
      }
    }
  }
}
