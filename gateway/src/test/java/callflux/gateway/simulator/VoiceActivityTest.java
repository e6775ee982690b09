package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.ALaw;
import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MuLaw;
import callflux.codec.audio.Pcm16;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoiceActivityTest {
  private static final int LOUD = 6_000;

  @ParameterizedTest
  @EnumSource
  void timesAreThoseOfTheAudio(AudioFormat format) {
    byte[] audio = sound(format, 500, 0, 1_000, LOUD, 600, 0);

    assertThat(heard(format, rules(0.5, 300, 500), audio))
        .containsExactly("started 200", "stopped 2000");
  }

  @Test
  void thePaddingReachesBackToTheBeginningAtMost() {
    byte[] audio = sound(AudioFormat.PCMU, 100, 0, 1_000, LOUD);

    assertThat(heard(AudioFormat.PCMU, rules(0.5, 300, 500), audio)).containsExactly("started 0");
  }

  @Test
  void aClickIsNoSpeech() {
    byte[] audio = sound(AudioFormat.PCMU, 500, 0, 40, LOUD, 1_000, 0);

    assertThat(heard(AudioFormat.PCMU, rules(0.5, 300, 500), audio)).isEmpty();
  }

  @Test
  void aBreathDoesNotEndATurn() {
    byte[] audio = sound(AudioFormat.PCMU, 500, LOUD, 480, 0, 500, LOUD, 600, 0);

    assertThat(heard(AudioFormat.PCMU, rules(0.5, 0, 500), audio))
        .containsExactly("started 0", "stopped 1980");
  }

  @Test
  void aHighThresholdIsDeafToAQuietVoice() {
    byte[] audio = sound(AudioFormat.PCMU, 1_000, 800, 1_000, 0);

    assertThat(heard(AudioFormat.PCMU, rules(0.5, 0, 500), audio)).hasSize(2);
    assertThat(heard(AudioFormat.PCMU, rules(0.9, 0, 500), audio)).isEmpty();
  }

  @Test
  void itDoesNotMatterHowTheAudioIsCut() {
    byte[] audio = sound(AudioFormat.PCM16, 310, 0, 700, LOUD, 550, 0, 333, LOUD, 700, 0);
    TurnDetection rules = rules(0.5, 300, 500);
    List<String> whole = heard(AudioFormat.PCM16, rules, audio);
    assertThat(whole).hasSize(4);
    for (long seed = 1; seed <= 200; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      assertThat(heardInPieces(AudioFormat.PCM16, rules, audio, random))
          .as("seed %d", seed)
          .isEqualTo(whole);
    }
  }

  @Test
  void theVoiceOfTheModelIsTakenForOneTurnOfSpeech() {
    for (String words : new ScriptedBrain().repertoire()) {
      byte[] audio = join(Voice.speak(words, AudioFormat.PCMU), sound(AudioFormat.PCMU, 600, 0));

      assertThat(heard(AudioFormat.PCMU, rules(0.5, 300, 200), audio)).as(words).hasSize(2);
    }
  }

  private static List<String> heard(AudioFormat format, TurnDetection rules, byte[] audio) {
    var heard = new Notes();
    new VoiceActivity(format, 0).hear(audio, rules, heard);
    return heard.notes;
  }

  private static List<String> heardInPieces(
      AudioFormat format, TurnDetection rules, byte[] audio, RandomGenerator random) {
    var heard = new Notes();
    var activity = new VoiceActivity(format, 0);
    int from = 0;
    while (from < audio.length) {
      int to = Math.min(audio.length, from + random.nextInt(1, 5_000));
      activity.hear(Arrays.copyOfRange(audio, from, to), rules, heard);
      from = to;
    }
    return heard.notes;
  }

  private static TurnDetection rules(double threshold, int prefixMillis, int silenceMillis) {
    var rules =
        Json.object()
            .put("type", "server_vad")
            .put("threshold", threshold)
            .put("prefix_padding_ms", prefixMillis)
            .put("silence_duration_ms", silenceMillis);
    return Objects.requireNonNull(TurnDetection.of(rules));
  }

  /// A tone that goes on and off.
  ///
  /// @param parts pairs of milliseconds and amplitude
  private static byte[] sound(AudioFormat format, int... parts) {
    var audio = new byte[0];
    for (int i = 0; i < parts.length; i += 2) {
      var samples = new short[format.sampleRate() / 1_000 * parts[i]];
      for (int at = 0; at < samples.length; at++) {
        samples[at] =
            (short) (parts[i + 1] * Math.sin(2 * Math.PI * 400 * at / format.sampleRate()));
      }
      audio = join(audio, encode(format, samples));
    }
    return audio;
  }

  private static byte[] encode(AudioFormat format, short[] samples) {
    return switch (format) {
      case PCMU -> MuLaw.encode(samples);
      case PCMA -> ALaw.encode(samples);
      case PCM16 -> Pcm16.bytes(samples);
    };
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static final class Notes implements VoiceActivity.Ear {
    private final List<String> notes = new ArrayList<>();

    @Override
    public void speechStarted(long start) {
      notes.add("started " + start);
    }

    @Override
    public void speechStopped(long end) {
      notes.add("stopped " + end);
    }

    @Override
    public void quiet(long position) {
      // Silence is not worth a note.
    }
  }
}
