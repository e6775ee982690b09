package callflux.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import callflux.codec.audio.MuLaw;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechTest {
  @TempDir private Path folder;

  @Test
  void aWavComesBackAsItWasWritten() throws IOException {
    short[] samples = tone(8_000, 440, 500);
    Path file = folder.resolve("tone.wav");

    Wav.of(8_000, samples).write(file);

    assertThat(Wav.read(file).sampleRate()).isEqualTo(8_000);
    assertThat(Wav.read(file).samples()).isEqualTo(samples);
  }

  @Test
  void readsMuLawBehindChunksItDoesNotKnow() throws IOException {
    byte[] codes = MuLaw.encode(tone(8_000, 440, 100));
    var wav = ByteBuffer.allocate(12 + 8 + 3 + 1 + 8 + 18 + 8 + codes.length);
    wav.order(ByteOrder.LITTLE_ENDIAN).put("RIFF".getBytes(US_ASCII)).putInt(wav.capacity() - 8);
    wav.put("WAVELIST".getBytes(US_ASCII)).putInt(3).put(new byte[4]);
    wav.put("fmt ".getBytes(US_ASCII))
        .putInt(18)
        .putShort((short) 7)
        .putShort((short) 1)
        .putInt(8_000);
    wav.putInt(8_000).putShort((short) 1).putShort((short) 8).putShort((short) 0);
    wav.put("data".getBytes(US_ASCII)).putInt(codes.length).put(codes);

    assertThat(Wav.read(write(wav.array())).samples()).isEqualTo(MuLaw.decode(codes));
  }

  @ParameterizedTest
  @ValueSource(ints = {16_000, 24_000})
  void bringsAVoiceDownToTheTelephone(int rate) throws IOException {
    short[] low = Wav.of(rate, tone(rate, 1_000, 400)).telephone();
    short[] high = Wav.of(rate, tone(rate, 5_000, 400)).telephone();

    assertThat(low).hasSize(400 * 8);
    assertThat(rms(low)).isCloseTo(rms(tone(8_000, 1_000, 400)), within(150.0));
    assertThat(rms(high)).as("what would fold down to 3 kHz").isLessThan(30);
  }

  @ParameterizedTest(name = "[{index}] {1}")
  @CsvSource({"text, no WAV file", "RIFF____WAVE, no sound", "'', no WAV file"})
  void saysWhatIsWrongWithAFile(String content, String complaint) throws IOException {
    Path file = write(content.getBytes(US_ASCII));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Wav.read(file))
        .withMessageContaining(complaint)
        .withMessageContaining(file.toString());
  }

  @Test
  void refusesStereoAndForeignRates() throws IOException {
    byte[] stereo = Files.readAllBytes(written(8_000, new short[80]));
    stereo[22] = 2;

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Speech.recorded(write(stereo)))
        .withMessageContaining("2 channels");
    Path music = written(44_100, new short[80]);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Speech.recorded(music))
        .withMessageContaining("44100 Hz");
  }

  @Test
  void cutsARecordingWhereItPauses() throws IOException {
    short[] samples = new short[8 * 4_000];
    System.arraycopy(tone(8_000, 300, 500), 0, samples, 8 * 400, 8 * 500);
    System.arraycopy(tone(8_000, 300, 500), 0, samples, 8 * 1_400, 8 * 500); // 500 ms: goes on
    System.arraycopy(tone(8_000, 300, 500), 0, samples, 8 * 2_800, 8 * 500); // 900 ms: a turn

    var utterances = Speech.recorded(written(8_000, samples));

    assertThat(utterances)
        .extracting(Utterance::duration)
        .containsExactly(Duration.ofMillis(1_620), Duration.ofMillis(620));
  }

  @Test
  void refusesSilence() throws IOException {
    Path silence = written(8_000, new short[8_000]);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Speech.recorded(silence))
        .withMessageContaining("no voice");
  }

  @Test
  void theSyntheticVoiceIsAVoiceFromBeginningToEnd() {
    for (long seed = 0; seed < 200; seed++) {
      var length = Duration.ofMillis(300 + seed * 10);
      var words = Speech.synthetic(seed, length);
      int pause = 0;
      int longest = 0;
      for (int frame = 0; frame < words.frames(); frame++) {
        pause = words.voiced(frame) ? 0 : pause + 1;
        longest = Math.max(longest, pause);
      }

      assertThat(words.duration().minus(length))
          .as("seed %d", seed)
          .isLessThan(Duration.ofMillis(20));
      assertThat(words.voiced(0)).as("seed %d", seed).isTrue();
      assertThat(words.voicedFrames())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(words.frames() - 2);
      assertThat(longest).as("seed %d: frames of its longest pause", seed).isLessThan(8);
    }
  }

  private Path written(int rate, short[] samples) throws IOException {
    Path file = folder.resolve("written.wav");
    Wav.of(rate, samples).write(file);
    return file;
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("some.wav"), content);
  }

  private static short[] tone(int rate, int hertz, int millis) {
    var samples = new short[rate / 1_000 * millis];
    IntStream.range(0, samples.length)
        .forEach(i -> samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / rate)));
    return samples;
  }

  /// Of the middle, where the filter has swung in.
  private static double rms(short[] samples) {
    short[] middle = Arrays.copyOfRange(samples, 400, samples.length - 400);
    return Math.sqrt(
        IntStream.range(0, middle.length)
            .mapToDouble(i -> middle[i] * middle[i])
            .average()
            .orElse(0));
  }
}
