package callflux.codec.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFrameTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 159, 160, 161, 3_200})
  void knowsItsLengthWithoutDecoding(int bytes) {
    var frame = MediaFrame.ofAudio(AudioFormat.PCMU, new byte[bytes]);

    assertThat(frame.audioLength()).isEqualTo(bytes);
    assertThat(frame.base64Length()).isEqualTo((bytes + 2) / 3 * 4);
    assertThat(frame.audio()).hasSize(bytes);
  }

  @ParameterizedTest
  @CsvSource({"PCMU, 160, 20", "PCMA, 167, 20", "PCM16, 960, 20", "PCM16, 47, 0"})
  void lastsAsLongAsItsFormatSays(AudioFormat format, int bytes, int millis) {
    assertThat(MediaFrame.ofAudio(format, new byte[bytes]).millis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void silenceIsTheFormatsOwn(AudioFormat format) {
    var silence = MediaFrame.silence(format, 20);

    assertThat(silence.millis()).isEqualTo(20);
    assertThat(silence.audio()).containsOnly(format.silence());
  }

  @Test
  void isCutBetweenGroupsOfFour() {
    byte[] audio = audio(100);
    var frame = MediaFrame.ofAudio(AudioFormat.PCMU, audio);

    assertThat(frame.slice(0, 40).audio()).isEqualTo(Arrays.copyOfRange(audio, 0, 30));
    assertThat(frame.slice(40, 80).audio()).isEqualTo(Arrays.copyOfRange(audio, 30, 60));
    assertThat(frame.slice(80, frame.base64Length()).audio())
        .isEqualTo(Arrays.copyOfRange(audio, 60, 100));
  }

  @Test
  void copiesTheAudioItIsMadeOf() {
    byte[] audio = audio(160);
    var frame = MediaFrame.ofAudio(AudioFormat.PCMU, audio);
    Arrays.fill(audio, (byte) 0);

    assertThat(frame.audio()).isEqualTo(audio(160));
  }

  @Test
  void isWrittenAsBase64() {
    var out = ByteBufAllocator.DEFAULT.buffer();
    MediaFrame.ofBase64(AudioFormat.PCMU, "AQIDBA==".getBytes(US_ASCII)).writeBase64(out);

    assertThat(out.toString(US_ASCII)).isEqualTo("AQIDBA==");
    out.release();
  }

  @Test
  void equalsWhatSoundsTheSame() {
    var frame = MediaFrame.ofAudio(AudioFormat.PCMU, new byte[] {1, 2, 3, 4});
    var same = MediaFrame.ofBase64(AudioFormat.PCMU, "AQIDBA==".getBytes(US_ASCII));

    assertThat(frame).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(frame)
        .isNotEqualTo(MediaFrame.ofAudio(AudioFormat.PCMA, new byte[] {1, 2, 3, 4}))
        .isNotEqualTo(MediaFrame.ofAudio(AudioFormat.PCMU, new byte[] {1, 2, 3, 5}));
  }

  @Test
  void printsNoAudio() {
    assertThat(MediaFrame.ofAudio(AudioFormat.PCMU, audio(160))).hasToString("PCMU 20 ms");
  }

  private static byte[] audio(int length) {
    var audio = new byte[length];
    for (int i = 0; i < length; i++) {
      audio[i] = (byte) i;
    }
    return audio;
  }
}
