package callflux.gateway.simulator;

import callflux.codec.audio.ALaw;
import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MuLaw;

/// The energy of audio as it comes off the wire.
sealed interface Loudness {

  static Loudness of(AudioFormat format) {
    return switch (format) {
      case PCMU -> Companded.MU_LAW;
      case PCMA -> Companded.A_LAW;
      case PCM16 -> new Linear();
    };
  }

  /// The sum of the squares of the samples in `audio[from..to)`.
  double energy(byte[] audio, int from, int to);

  /// How many samples there are in so many bytes.
  int samples(int bytes);

  /// What sample a code stands for.
  interface Law {
    short decode(byte code);
  }

  /// One byte a sample, looked up.
  final class Companded implements Loudness {
    private static final Companded MU_LAW = new Companded(MuLaw::decode);
    private static final Companded A_LAW = new Companded(ALaw::decode);

    private final int[] squares;

    private Companded(Law law) {
      this.squares = squares(law);
    }

    @Override
    public double energy(byte[] audio, int from, int to) {
      long sum = 0;
      for (int i = from; i < to; i++) {
        sum += squares[audio[i] & 0xFF];
      }
      return sum;
    }

    @Override
    public int samples(int bytes) {
      return bytes;
    }

    private static int[] squares(Law law) {
      var squares = new int[256];
      for (int code = 0; code < squares.length; code++) {
        int sample = law.decode((byte) code);
        squares[code] = sample * sample;
      }
      return squares;
    }
  }

  /// Sixteen bits little-endian a sample. A piece may begin in the middle of a sample.
  final class Linear implements Loudness {
    private boolean halfway;
    private int low;

    @Override
    public double energy(byte[] audio, int from, int to) {
      long sum = 0;
      for (int i = from; i < to; i++) {
        if (halfway) {
          int sample = (audio[i] << 8) | low;
          sum += (long) sample * sample;
        } else {
          low = audio[i] & 0xFF;
        }
        halfway = !halfway;
      }
      return sum;
    }

    @Override
    public int samples(int bytes) {
      return bytes / 2;
    }
  }
}
