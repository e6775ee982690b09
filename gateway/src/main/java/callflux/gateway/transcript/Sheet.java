package callflux.gateway.transcript;

import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Entry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Schedulers;

/// The entries of one call, numbered in the order in which they are written.
///
/// When the journal has no room an entry is lost, and a gap is written in its stead as soon as
/// there is room again; the call's beginning and its end are not lost but wait for that. Safe for
/// any thread.
final class Sheet {
  /// So often it is looked whether there is room again.
  private static final long LOOK_MILLIS = 1_000;

  private final String callSid;
  private final Pen pen;

  /// What has to be written before anything else: the beginning, a gap and the end at most.
  private final Queue<Line> due = new ArrayDeque<>();

  private int seq;
  private boolean hasGap;
  private boolean looks;

  Sheet(String callSid, Pen pen) {
    this.callSid = callSid;
    this.pen = pen;
  }

  /// An entry that has no number yet.
  record Line(double place, Instant at, Content content) {}

  /// Writes what must not be lost.
  synchronized void writeSurely(Line line) {
    due.add(line);
    catchUp();
  }

  /// Writes an entry, or if that can't be done, that there would have been one.
  synchronized void write(Line line) {
    if (catchUp() && put(line)) {
      return;
    }
    if (!hasGap) {
      hasGap = true;
      due.add(new Line(line.place(), line.at(), new Gap(null, Cause.NOT_WRITTEN)));
    }
    lookLater();
  }

  /// Writes what something else will take the place of, unless there is no room.
  synchronized void writeForNow(Line line) {
    if (catchUp()) {
      put(line);
    }
  }

  private boolean catchUp() {
    for (var next = due.peek(); next != null; next = due.peek()) {
      if (!put(next)) {
        lookLater();
        return false;
      }
      due.remove();
      hasGap &= !(next.content() instanceof Gap);
    }
    return true;
  }

  private boolean put(Line line) {
    boolean written = pen.write(new Entry(callSid, seq, line.place(), line.at(), line.content()));
    seq += written ? 1 : 0;
    return written;
  }

  private void lookLater() {
    if (!looks) {
      looks = true;
      Schedulers.parallel().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void look() {
    looks = false;
    catchUp();
  }
}
