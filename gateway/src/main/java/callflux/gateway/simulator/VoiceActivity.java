package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;

/// Hears by loudness when the caller speaks, in the time of the audio and not of the clock: half a
/// second of audio that comes at once is half a second.
final class VoiceActivity {
  static final int WINDOW_MILLIS = 20;

  /// Speech shorter than this is a click.
  private static final int ONSET_MILLIS = 60;

  private final Loudness loudness;
  private final int windowBytes;
  private double energy;
  private int filled;
  private long position;
  private int loudMillis;
  private int quietMillis;
  private boolean speaking;

  /// Ears for a format.
  ///
  /// @param position milliseconds of audio that the session has had already
  VoiceActivity(AudioFormat format, long position) {
    this.position = position;
    this.loudness = Loudness.of(format);
    this.windowBytes = WINDOW_MILLIS * format.bytesPerMilli();
  }

  /// Listens to what comes next, in pieces of any length.
  void hear(byte[] audio, TurnDetection rules, Ear ear) {
    int from = 0;
    while (from < audio.length) {
      int to = Math.min(audio.length, from + windowBytes - filled);
      energy += loudness.energy(audio, from, to);
      filled += to - from;
      from = to;
      if (filled == windowBytes) {
        position += WINDOW_MILLIS;
        double rms = Math.sqrt(energy / loudness.samples(windowBytes));
        energy = 0;
        filled = 0;
        judge(rms >= rules.level(), rules, ear);
      }
    }
  }

  private void judge(boolean loud, TurnDetection rules, Ear ear) {
    loudMillis = loud ? loudMillis + WINDOW_MILLIS : 0;
    quietMillis = loud ? 0 : quietMillis + WINDOW_MILLIS;
    if (!speaking && loudMillis >= ONSET_MILLIS) {
      speaking = true;
      ear.speechStarted(Math.max(0, position - loudMillis - rules.prefixMillis()));
    } else if (speaking && quietMillis >= rules.silenceMillis()) {
      speaking = false;
      ear.speechStopped(position);
    } else if (!speaking) {
      ear.quiet(position);
    }
  }

  /// Forgets a turn that somebody else has ended.
  void startOver() {
    speaking = false;
    loudMillis = 0;
    quietMillis = 0;
  }

  /// Who is told; times are milliseconds of all audio since the session began.
  interface Ear {

    /// Speech has begun.
    ///
    /// @param start where the speech began, less the padding
    void speechStarted(long start);

    /// Speech has ended.
    ///
    /// @param end where it was taken to have ended, with the silence that told so
    void speechStopped(long end);

    /// Another window without speech.
    void quiet(long position);
  }
}
