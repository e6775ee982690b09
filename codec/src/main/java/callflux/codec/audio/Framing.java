package callflux.codec.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a model's deltas into pieces of whole 20 ms frames, none longer than 120 ms.
///
/// A delta that is already whole and short passes as it is. One that ends inside a frame leaves its
/// end for the next delta, or for [#rest].
///
/// Keeps the end of one delta for the next: one to a stream, not safe for two threads.
public final class Framing {
  /// One frame of telephony.
  public static final int FRAME_MILLIS = 20;

  /// The longest piece: with a mark behind each, what was heard is known to this and the way there.
  public static final int PIECE_MILLIS = 120;

  private static final byte[] NOTHING = {};

  private final AudioFormat format;
  private final int frameBytes;
  private final int pieceBytes;
  private byte[] waiting = NOTHING;

  public Framing(AudioFormat format) {
    this.format = format;
    this.frameBytes = format.bytesPerMilli() * FRAME_MILLIS;
    this.pieceBytes = format.bytesPerMilli() * PIECE_MILLIS;
  }

  /// Whether a delta is one piece as it is, so that it need not be cut.
  public boolean isPiece(MediaFrame delta) {
    int length = delta.audioLength();
    return waiting.length == 0 && length > 0 && length <= pieceBytes && length % frameBytes == 0;
  }

  /// The whole frames that a delta completes.
  public List<MediaFrame> cut(MediaFrame delta) {
    if (isPiece(delta)) {
      return List.of(delta);
    }
    var audio = joined(waiting, delta.audio());
    int whole = audio.length - audio.length % frameBytes;
    waiting = Arrays.copyOfRange(audio, whole, audio.length);
    return slices(MediaFrame.owning(format, Arrays.copyOf(audio, whole)));
  }

  /// What waits for a delta that will not come, filled up with silence to a whole frame; absent if
  /// nothing does.
  public @Nullable MediaFrame rest() {
    if (waiting.length == 0) {
      return null;
    }
    var audio = Arrays.copyOf(waiting, frameBytes);
    Arrays.fill(audio, waiting.length, frameBytes, format.silence());
    waiting = NOTHING;
    return MediaFrame.owning(format, audio);
  }

  /// Forgets what waits.
  public void drop() {
    waiting = NOTHING;
  }

  /// Bytes of speech that wait for the next delta.
  public int waitingBytes() {
    return waiting.length;
  }

  private List<MediaFrame> slices(MediaFrame whole) {
    int length = whole.audioLength();
    var pieces = new ArrayList<MediaFrame>(length / pieceBytes + 1);
    for (int from = 0; from < length; from += pieceBytes) {
      pieces.add(whole.slice(from, Math.min(length, from + pieceBytes)));
    }
    return pieces;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
