package callflux.gateway.journal;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// Which segments there are, how far each can be read, and what of them is confirmed: what the
/// writer and the reader tell each other. Safe for both, and for whoever looks on.
final class Shelf {
  private static final long NONE = -1;

  private final Directory directory;
  private final NavigableMap<Long, Long> ends;
  private final AtomicReference<Sinks.Empty<Void>> growth = new AtomicReference<>(Sinks.empty());
  private volatile Position confirmed;
  private volatile long written = NONE;

  /// @param confirmed as it was when the journal was last in use
  Shelf(Directory directory, Position confirmed) throws IOException {
    this.directory = directory;
    this.confirmed = confirmed;
    this.ends = new ConcurrentSkipListMap<>(directory.segments());
    sweep();
  }

  /// A number that no segment has had yet.
  long unused() {
    long last = ends.isEmpty() ? 0 : ends.lastKey();
    return Math.max(last, confirmed.segment()) + 1;
  }

  /// More of the segment that is being written can be read.
  void grow(Position end) {
    written = end.segment();
    ends.put(end.segment(), end.offset());
    growth.getAndSet(Sinks.empty()).tryEmitEmpty();
  }

  /// No segment is being written.
  void rest() {
    written = NONE;
    sweep();
  }

  /// How far a segment can be read; absent if there is none of it.
  @Nullable Long end(long segment) {
    return ends.get(segment);
  }

  /// The segment that comes after one; absent if there is none yet. When there is, no more is
  /// written to the one before.
  @Nullable Long next(long segment) {
    return ends.higherKey(segment);
  }

  /// Completes when more can be read than at the moment of this call. Takes whoever waits off the
  /// writer's thread.
  Mono<Void> growth() {
    return growth.get().asMono().publishOn(Schedulers.parallel());
  }

  /// Lets go of all up to there.
  void confirm(Position upTo) {
    confirmed = upTo;
    sweep();
  }

  /// How much can be read and is not confirmed.
  long unreadBytes() {
    var from = confirmed;
    return ends.tailMap(from.segment()).entrySet().stream()
        .mapToLong(segment -> unread(from, segment))
        .sum();
  }

  private static long unread(Position from, Map.Entry<Long, Long> segment) {
    long read = segment.getKey() == from.segment() ? from.offset() : 0;
    return Math.max(0, segment.getValue() - read);
  }

  /// Deletes what is confirmed whole.
  private synchronized void sweep() {
    var upTo = confirmed;
    for (var segment : ends.headMap(upTo.segment(), true).entrySet()) {
      var end = new Position(segment.getKey(), segment.getValue());
      if (end.compareTo(upTo) <= 0 && end.segment() != written) {
        delete(end.segment());
      }
    }
  }

  private void delete(long segment) {
    try {
      directory.delete(segment);
      ends.remove(segment);
    } catch (IOException _) {
      // The next sweep tries again. A disk on which this fails does not let anything be written,
      // and that is told.
    }
  }
}
