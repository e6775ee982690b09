package callflux.gateway.simulator.local;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.gateway.simulator.Utterance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MouthSpeaksTest {
  private static final String WORDS = "Hello there. A check-up, on Tuesday at half past nine!";

  @ParameterizedTest
  @EnumSource
  void asLongAsItsWordsInWholeMilliseconds(AudioFormat format) {
    byte[] audio = Speaker.MOUTH.speak(WORDS, format).audio();

    assertThat(audio.length % format.bytesPerMilli()).isZero();
    assertThat(format.millis(audio.length)).isBetween(3_000L, 6_000L);
  }

  @ParameterizedTest
  @EnumSource
  void everyWordBeginsBehindTheOneBefore(AudioFormat format) {
    Utterance spoken = Speaker.MOUTH.speak(WORDS, format);

    assertThat(spoken.begun())
        .extracting(Utterance.Begun::millis)
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(millis -> millis < format.millis(spoken.audio().length));
    assertThat(spoken.begun())
        .extracting(begun -> WORDS.substring(0, begun.until()).strip())
        .startsWith("Hello", "Hello there.", "Hello there. A")
        .endsWith(WORDS);
  }
}
