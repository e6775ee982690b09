package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;

/// What the caller said from one silence to the next; not a record, because it holds an array.
public final class CallerTurn {
  private final int number;
  private final AudioFormat format;
  private final byte[] audio;
  private final boolean cut;

  /// A turn.
  ///
  /// @param number of the caller's turns, from 1
  /// @param audio which is the turn's from now on; empty if the brain doesn't listen
  /// @param cut whether more was said than is kept
  public CallerTurn(int number, AudioFormat format, byte[] audio, boolean cut) {
    this.number = number;
    this.format = format;
    this.audio = audio;
    this.cut = cut;
  }

  public int number() {
    return number;
  }

  public AudioFormat format() {
    return format;
  }

  /// The turn's own array, not to be changed, with a little silence before and after.
  public byte[] audio() {
    return audio;
  }

  public boolean cut() {
    return cut;
  }
}
