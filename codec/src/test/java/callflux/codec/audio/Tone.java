package callflux.codec.audio;

/// A sine of a whole number of cycles every 10 ms, and how to find it again in what came of it.
///
/// @param hertz a multiple of 100
record Tone(int hertz) {
  private static final double AMPLITUDE = 16_000;

  /// One second of it.
  short[] at(int sampleRate) {
    var samples = new short[sampleRate];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(AMPLITUDE * Math.sin(angle(i, sampleRate)));
    }
    return samples;
  }

  /// What of this tone is in the last half of a second of sound.
  Heard in(short[] samples, int sampleRate) {
    double sine = 0;
    double cosine = 0;
    double power = 0;
    int from = samples.length / 2;
    for (int i = from; i < samples.length; i++) {
      sine += samples[i] * Math.sin(angle(i, sampleRate));
      cosine += samples[i] * Math.cos(angle(i, sampleRate));
      power += (double) samples[i] * samples[i];
    }
    double length = samples.length - from;
    double amplitude = Math.hypot(sine, cosine) * 2 / length;
    double everythingElse = Math.max(power / length - amplitude * amplitude / 2, 0);
    return new Heard(
        decibels(amplitude / AMPLITUDE),
        Math.atan2(-cosine, sine) / (2 * Math.PI * hertz),
        decibels(Math.sqrt(2 * everythingElse) / AMPLITUDE),
        decibels(Math.sqrt(2 * power / length) / AMPLITUDE));
  }

  /// @param gain of the tone itself, in dB
  /// @param delay of the tone, in seconds, but for whole cycles
  /// @param rest what else there is, in dB below the tone that was sent
  /// @param level all there is, in dB below the tone that was sent
  record Heard(double gain, double delay, double rest, double level) {}

  private double angle(int sample, int sampleRate) {
    return 2 * Math.PI * hertz * sample / sampleRate;
  }

  private static double decibels(double ratio) {
    return 20 * Math.log10(Math.max(ratio, 1e-12));
  }
}
