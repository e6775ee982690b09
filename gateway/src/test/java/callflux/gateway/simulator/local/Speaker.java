package callflux.gateway.simulator.local;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.gateway.simulator.CallerTurn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// A caller with FreeTTS's voice, at the telephone, and the ear that hears them: each is loaded
/// once, because it takes seconds.
final class Speaker {
  static final Mouth MOUTH = Mouth.load();
  static final Ear EAR = ear();

  private Speaker() {}

  private static Ear ear() {
    try {
      return Ear.load(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is heard when this is said.
  static @Nullable String heard(String words, AudioFormat format) {
    byte[] audio = MOUTH.speak(words, format).audio();
    byte[] silence = MediaFrame.silence(format, 300).audio();
    var all = new byte[audio.length + 2 * silence.length];
    System.arraycopy(silence, 0, all, 0, silence.length);
    System.arraycopy(audio, 0, all, silence.length, audio.length);
    System.arraycopy(silence, 0, all, silence.length + audio.length, silence.length);
    return heard(new CallerTurn(1, format, all, false));
  }

  static @Nullable String heard(CallerTurn turn) {
    short[] samples = Sampling.decode(turn.audio(), turn.format());
    return EAR.hear(samples, turn.format().sampleRate());
  }

  /// White noise, or with a colour of 1 as good as brown.
  static short[] noise(int millis, double loudness, double colour) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(millis);
    var samples = new short[16 * millis];
    double level = 0;
    for (int i = 0; i < samples.length; i++) {
      level = colour * level + (1 - colour) * random.nextGaussian();
      samples[i] = (short) Math.clamp(loudness * level, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return samples;
  }
}
