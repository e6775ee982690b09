package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MuLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoiceTest {
  private static final String WORDS = "Hello, and thank you for calling. How can I help you today?";

  @ParameterizedTest
  @EnumSource
  void theSameWordsAlwaysSoundTheSame(AudioFormat format) {
    assertThat(Voice.speak(WORDS, format)).isEqualTo(Voice.speak(WORDS, format));
  }

  @Test
  void otherWordsSoundOtherwise() {
    assertThat(Voice.speak("One two.", AudioFormat.PCMU))
        .isNotEqualTo(Voice.speak("Six ten.", AudioFormat.PCMU));
  }

  @ParameterizedTest
  @EnumSource
  void aSecondOfItIsAboutFourteenCharacters(AudioFormat format) {
    long millis = format.millis(Voice.speak(WORDS, format).length);

    assertThat(WORDS.length() * 1_000.0 / millis).isBetween(12.0, 16.0);
  }

  @Test
  void itIsAsLoudAsATelephoneVoice() {
    double rms = rms(MuLaw.decode(Voice.speak(WORDS, AudioFormat.PCMU)));

    assertThat(20 * Math.log10(rms / 32_768)).isBetween(-26.0, -16.0);
  }

  @Test
  void aDeltaMoreThan64KiBLongStillHoldsTheWords() {
    Speech speech = Speech.of(Voice.utter(WORDS, AudioFormat.PCMU));
    Speech whole = speech.inOnePiece();

    assertThat(whole.deltas()).hasSize(1);
    assertThat(whole.deltas().getFirst().base64().length).isGreaterThan(65_536);
    assertThat(whole.words()).isEqualTo(WORDS);
  }

  @ParameterizedTest
  @EnumSource
  void deltasAreWholeMillisecondsAndMakeTheWhole(AudioFormat format) {
    Speech speech = Speech.of(Voice.utter(WORDS, format));
    int bytes = Voice.speak(WORDS, format).length;

    assertThat(speech.deltas()).allSatisfy(delta -> assertThat(delta.millis()).isBetween(1, 400));
    assertThat(speech.millis() * format.bytesPerMilli()).isEqualTo(bytes);
  }

  private static double rms(short[] samples) {
    double sum = 0;
    for (short sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / samples.length);
  }
}
