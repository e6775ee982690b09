package callflux.gateway.simulator;

import callflux.codec.audio.ALaw;
import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MuLaw;
import callflux.codec.audio.Pcm16;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Makes sound that has the shape of speech: syllables of vowels and hisses, a pitch that falls
/// towards the end, gaps between words. Nobody understands it, but it is as long as the words would
/// be, and ears, plots and voice activity detection take it for a voice.
///
/// The same words always sound the same.
final class Voice {
  private static final double CHARACTERS_A_SECOND = 14;

  /// Peak of a vowel, which leaves speech about 20 dB below full scale on the whole.
  private static final double PEAK = 16_000;

  private static final double HISS = 1_600;

  /// First, second and third formant of the vowels, in Hz.
  private static final double[][] FORMANTS = {
    {730, 1090, 2440}, {530, 1840, 2480}, {390, 1990, 2550}, {570, 840, 2410}, {440, 1020, 2240}
  };

  private static final String VOWELS = "aeiou";
  private static final int CYCLE = 512; // samples of one period, whatever the pitch

  private final int sampleRate;
  private final RandomGenerator random;
  private final double pitch;
  private double phase;

  private Voice(String words, int sampleRate) {
    this.sampleRate = sampleRate;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(words.hashCode());
    this.pitch = random.nextDouble(115, 190);
  }

  /// The words, spoken, as evenly as they are written.
  static Utterance utter(String words, AudioFormat format) {
    return new Utterance(words, format, speak(words, format), List.of());
  }

  /// The words, spoken; whole milliseconds.
  static byte[] speak(String words, AudioFormat format) {
    short[] samples = new Voice(words, format.sampleRate()).samples(words);
    return switch (format) {
      case PCMU -> MuLaw.encode(samples);
      case PCMA -> ALaw.encode(samples);
      case PCM16 -> Pcm16.bytes(samples);
    };
  }

  private short[] samples(String words) {
    List<Syllable> syllables = syllables(words);
    int millis = 0;
    for (Syllable syllable : syllables) {
      millis += syllable.millis() + syllable.gapMillis();
    }
    var samples = new short[millis * (sampleRate / 1_000)];
    int at = 0;
    for (int i = 0; i < syllables.size(); i++) {
      Syllable syllable = syllables.get(i);
      double falling = 1.12 - 0.3 * i / syllables.size();
      at = utter(syllable, pitch * falling, samples, at);
      at += syllable.gapMillis() * (sampleRate / 1_000);
    }
    return samples;
  }

  /// About one to three letters; the last of a word is followed by a gap, and by a longer one where
  /// there is a comma or a full stop. All gaps are too short to be taken for the end of a turn.
  private List<Syllable> syllables(String words) {
    var syllables = new ArrayList<Syllable>();
    for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      int count = Math.max(1, Math.round(word.length() / 3f));
      boolean pause = !word.isEmpty() && ",.:;!?".indexOf(word.charAt(word.length() - 1)) >= 0;
      int gap = pause ? 140 : 30;
      int millis = (int) ((word.length() + 1) * 1_000 / CHARACTERS_A_SECOND) - gap;
      for (int i = 0; i < count; i++) {
        String letters = word.substring(word.length() * i / count, word.length() * (i + 1) / count);
        int share = Math.max(60, millis / count);
        syllables.add(new Syllable(letters, share, i == count - 1 ? gap : 0));
      }
    }
    return syllables;
  }

  private int utter(Syllable syllable, double hertz, short[] samples, int from) {
    double[] cycle = cycle(syllable.letters(), hertz);
    int length = syllable.millis() * (sampleRate / 1_000);
    double hissing = syllable.hisses() ? 0.35 : 0.08;
    double accent = random.nextDouble(0.7, 1);
    for (int i = 0; i < length; i++) {
      double progress = (double) i / length;
      double sample;
      if (progress < hissing) {
        sample = HISS * random.nextGaussian() * (syllable.hisses() ? 1 : 0.3);
      } else {
        double open = (progress - hissing) / (1 - hissing);
        double envelope = Math.sqrt(Math.sin(Math.PI * open));
        phase += hertz * (1 + 0.06 * Math.sin(Math.PI * open)) / sampleRate;
        phase -= Math.floor(phase);
        sample = PEAK * accent * envelope * cycle[(int) (phase * CYCLE)];
      }
      samples[from + i] = (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return from + length;
  }

  /// One period of a vowel, as the sum of the harmonics that a telephone carries.
  private static double[] cycle(String letters, double hertz) {
    double[] formants = FORMANTS[vowelOf(letters)];
    var cycle = new double[CYCLE];
    double peak = 0;
    for (int i = 0; i < CYCLE; i++) {
      for (int harmonic = 1; harmonic * hertz < 3_400; harmonic++) {
        double loudness = resonance(harmonic * hertz, formants) / Math.sqrt(harmonic);
        cycle[i] += loudness * Math.sin(2 * Math.PI * harmonic * i / CYCLE);
      }
      peak = Math.max(peak, Math.abs(cycle[i]));
    }
    for (int i = 0; i < CYCLE; i++) {
      cycle[i] /= peak;
    }
    return cycle;
  }

  private static double resonance(double hertz, double[] formants) {
    double sum = 0.05;
    for (double formant : formants) {
      double distance = (hertz - formant) / 120;
      sum += 1 / (1 + distance * distance);
    }
    return sum;
  }

  private static int vowelOf(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      int vowel = VOWELS.indexOf(letters.charAt(i));
      if (vowel >= 0) {
        return vowel;
      }
    }
    return letters.length() % FORMANTS.length;
  }

  private record Syllable(String letters, int millis, int gapMillis) {

    boolean hisses() {
      return !letters.isEmpty() && "sfzxcthk".indexOf(letters.charAt(0)) >= 0;
    }
  }
}
