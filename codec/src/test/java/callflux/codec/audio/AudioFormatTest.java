package callflux.codec.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioFormatTest {

  @ParameterizedTest
  @CsvSource({
    "PCMU, audio/pcmu, 8000, 1, 8",
    "PCMA, audio/pcma, 8000, 1, 8",
    "PCM16, audio/pcm, 24000, 2, 48"
  })
  void isNamedAndSizedAsRealtimeHasIt(
      AudioFormat format, String mediaType, int sampleRate, int bytesPerSample, int bytesPerMilli) {
    assertThat(format.mediaType()).isEqualTo(mediaType);
    assertThat(format.sampleRate()).isEqualTo(sampleRate);
    assertThat(format.bytesPerSample()).isEqualTo(bytesPerSample);
    assertThat(format.bytesPerMilli()).isEqualTo(bytesPerMilli);
  }

  @ParameterizedTest
  @CsvSource({"PCMU, 0, 0", "PCMU, 7, 0", "PCMU, 3200, 400", "PCM16, 96000, 2000"})
  void reckonsTimeFromBytes(AudioFormat format, long bytes, long millis) {
    assertThat(format.millis(bytes)).isEqualTo(millis);
    assertThat(format.duration(bytes)).isEqualTo(Duration.ofMillis(millis));
  }
}
