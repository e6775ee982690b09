package callflux.gateway.call;

import callflux.codec.audio.AudioFormat;
import callflux.gateway.call.Line.Speech;
import org.jspecify.annotations.Nullable;

/// One item as far as it was put on the line.
final class Spoken {
  private final @Nullable String itemId;
  private final int contentIndex;
  private final int startsAt;
  private int endsAt;
  private long receivedBytes;
  private long receivedMillis;
  private boolean finished;

  Spoken(@Nullable String itemId, int contentIndex, int startsAt) {
    this.itemId = itemId;
    this.contentIndex = contentIndex;
    this.startsAt = startsAt;
  }

  void add(Speech speech, AudioFormat format) {
    receivedBytes += speech.audioBytes();
    receivedMillis = format.millis(receivedBytes);
    endsAt = speech.endsAt();
  }

  void finish() {
    finished = true;
  }

  boolean continues(Speech speech) {
    return !finished
        && contentIndex == speech.contentIndex()
        && (itemId == null ? speech.itemId() == null : itemId.equals(speech.itemId()));
  }

  /// Milliseconds of it that were heard, never more than came.
  ///
  /// @param heard milliseconds of the turn's speech that were
  long heard(int heard) {
    return Math.clamp(heard - startsAt, 0L, receivedMillis);
  }

  boolean isFinished() {
    return finished;
  }

  boolean heardWhole(int heard) {
    return finished && heard >= endsAt;
  }

  @Nullable String itemId() {
    return itemId;
  }

  int contentIndex() {
    return contentIndex;
  }

  int endsAt() {
    return endsAt;
  }

  long receivedMillis() {
    return receivedMillis;
  }
}
