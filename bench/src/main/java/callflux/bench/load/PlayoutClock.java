package callflux.bench.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What Twilio does with what it is sent: plays it in order at 8 bytes a millisecond, returns a
/// mark when all before it has been played, and on `clear` drops what is left and returns every
/// mark.
///
/// Time is an argument, in nanoseconds, and never runs backwards. Confined to one thread.
final class PlayoutClock {
  private static final long NANOS_PER_BYTE = 125_000;

  /// @param position in bytes of all that was ever queued
  private record PendingMark(String name, long position) {}

  private final Tape heard;
  private final long origin;
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private final ArrayDeque<PendingMark> marks = new ArrayDeque<>();
  private int headOffset;
  private long received;
  private long queued;
  private long played;
  private long dryAt;

  /// @param heard gets what is played, at the position of the time it is played at
  /// @param origin when the stream began
  PlayoutClock(Tape heard, long origin) {
    this.heard = heard;
    this.origin = origin;
    this.dryAt = origin;
  }

  void media(byte[] audio, long now) {
    advance(now);
    if (queued == 0) {
      dryAt = now;
      heard.padTo(positionAt(now));
    }
    queue.add(audio);
    received += audio.length;
    queued += audio.length;
    dryAt += audio.length * NANOS_PER_BYTE;
  }

  void mark(String name) {
    marks.add(new PendingMark(name, received));
  }

  /// Plays up to now and takes the marks that are due: all before them was played.
  List<String> due(long now) {
    advance(now);
    return marksUpTo(received - queued);
  }

  /// Plays up to now, drops the rest and takes all marks, in order.
  List<String> clear(long now) {
    advance(now);
    queue.clear();
    headOffset = 0;
    queued = 0;
    dryAt = Math.min(dryAt, now);
    return marksUpTo(received);
  }

  /// Plays up to now.
  void advance(long now) {
    long left = Math.min(queued, Math.ceilDiv(Math.max(0, dryAt - now), NANOS_PER_BYTE));
    play((int) (queued - left));
  }

  /// Bytes of all that was played so far.
  long played() {
    return played;
  }

  /// Bytes that wait to be played.
  long queued() {
    return queued;
  }

  /// When the last of the queue will have been played, or was.
  long dryAt() {
    return dryAt;
  }

  /// Position on the tape of a moment.
  int positionAt(long now) {
    return (int) ((now - origin) / NANOS_PER_BYTE);
  }

  private void play(int count) {
    queued -= count;
    played += count;
    for (int left = count; left > 0; ) {
      byte[] head = queue.element();
      int taken = Math.min(left, head.length - headOffset);
      heard.append(head, headOffset, taken);
      left -= taken;
      headOffset += taken;
      if (headOffset == head.length) {
        queue.remove();
        headOffset = 0;
      }
    }
  }

  private List<String> marksUpTo(long position) {
    if (marks.isEmpty() || marks.element().position() > position) {
      return List.of();
    }
    var taken = new ArrayList<String>();
    while (!marks.isEmpty() && marks.element().position() <= position) {
      taken.add(marks.remove().name());
    }
    return taken;
  }
}
