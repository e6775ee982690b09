package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import java.util.Arrays;

/// Keeps what the caller says until the turn is over: for brains that listen. While nobody speaks,
/// no more of the silence than may belong to the next turn's beginning.
final class Recording {
  private static final int LONGEST_MILLIS = 15_000;
  private static final int BEFORE_MILLIS = 500; // padding and onset, before speech is known to be

  private static final byte[] NOTHING = {};

  private final AudioFormat format;
  private byte[] kept = NOTHING;
  private int length;
  private boolean cut;

  Recording(AudioFormat format) {
    this.format = format;
  }

  /// More audio.
  ///
  /// @param speaking whether all of it belongs to a turn
  void hear(byte[] audio, boolean speaking) {
    int before = BEFORE_MILLIS * format.bytesPerMilli();
    if (!speaking && length + audio.length > 2 * before) {
      forgetAllBut(Math.min(before, length));
    }
    int room = LONGEST_MILLIS * format.bytesPerMilli() - length;
    int more = Math.min(room, audio.length);
    cut |= more < audio.length;
    if (kept.length < length + more) {
      kept = Arrays.copyOf(kept, Math.max(length + more, kept.length * 2));
    }
    System.arraycopy(audio, 0, kept, length, more);
    length += more;
  }

  private void forgetAllBut(int last) {
    System.arraycopy(kept, length - last, kept, 0, last);
    length = last;
  }

  /// The turn, which ends here.
  CallerTurn take(int number) {
    var turn = new CallerTurn(number, format, Arrays.copyOf(kept, length), cut);
    forget();
    return turn;
  }

  /// Begins anew, without what was said.
  void forget() {
    kept = NOTHING;
    length = 0;
    cut = false;
  }
}
