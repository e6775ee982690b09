package callflux.codec.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFrameTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 159, 160, 161, 3_200})
  void knowsItsLengthInBytesAndInBase64(int bytes) {
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
  void isCutAtAnyByte() {
    byte[] audio = audio(100);
    var frame = MediaFrame.ofAudio(AudioFormat.PCMU, audio);

    assertThat(frame.slice(0, 31).audio()).isEqualTo(Arrays.copyOfRange(audio, 0, 31));
    assertThat(frame.slice(31, 100).audio()).isEqualTo(Arrays.copyOfRange(audio, 31, 100));
  }

  @Test
  void copiesTheAudioItIsMadeOf() {
    byte[] audio = audio(160);
    var frame = MediaFrame.ofAudio(AudioFormat.PCMU, audio);
    Arrays.fill(audio, (byte) 0);

    assertThat(frame.audio()).isEqualTo(audio(160));
  }

  @Test
  void givesNobodyItsOwnBytes() {
    var frame = MediaFrame.owning(AudioFormat.PCMU, audio(160));
    Arrays.fill(frame.audio(), (byte) 0);

    assertThat(frame.audio()).isEqualTo(audio(160));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 160, 5_760, 6_144, 6_145, 80_000})
  void isWrittenInBase64BehindWhatIsThere(int bytes) {
    var out = ByteBufAllocator.DEFAULT.buffer().writeByte('"');
    MediaFrame.ofAudio(AudioFormat.PCMU, audio(bytes)).writeBase64(out);

    assertThat(out.toString(US_ASCII))
        .isEqualTo("\"" + Base64.getEncoder().encodeToString(audio(bytes)));
    out.release();
  }

  @Test
  void equalsWhatSoundsTheSame() {
    var frame = MediaFrame.ofAudio(AudioFormat.PCMU, new byte[] {1, 2, 3, 4});
    var same = MediaFrame.owning(AudioFormat.PCMU, new byte[] {1, 2, 3, 4});

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
