package callflux.bench.load;

import callflux.codec.audio.Resampler;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import org.jspecify.annotations.Nullable;

/// A voice that says words: FreeTTS's Kevin, at 16,000 Hz. The same words always sound the same.
public final class SpokenVoice {
  private static final int RATE = 16_000;

  private static @Nullable Voice voice;

  private SpokenVoice() {}

  /// The words, spoken. The first take half a second, to load the voice.
  ///
  /// @throws IllegalArgumentException if there is nothing in them to be said
  public static synchronized Wav speak(String words) {
    var kevin = voice == null ? loaded() : voice;
    voice = kevin;
    var recorder = new Recorder();
    kevin.setAudioPlayer(recorder);
    if (words.isBlank() || !kevin.speak(words) || recorder.samples().length == 0) {
      throw new IllegalArgumentException("nothing in \"" + words + "\" can be said");
    }
    return Wav.of(RATE, recorder.samples());
  }

  /// The same at another rate.
  ///
  /// @param rate 8,000, 16,000, 24,000 or 48,000 Hz
  public static Wav speak(String words, int rate) {
    var spoken = speak(words);
    return switch (rate) {
      case 8_000 -> Wav.of(rate, spoken.telephone());
      case 16_000 -> spoken;
      case 24_000 -> Wav.of(rate, Resampler.up().resample(spoken.telephone()));
      // A resampler multiplies any rate by three.
      case 48_000 -> Wav.of(rate, Resampler.up().resample(spoken.samples()));
      default ->
          throw new IllegalArgumentException(
              rate + " Hz; one of 8000, 16000, 24000 and 48000 will do");
    };
  }

  private static Voice loaded() {
    var kevin =
        Arrays.stream(new KevinVoiceDirectory().getVoices())
            .filter(one -> one.getName().equals("kevin16"))
            .findFirst()
            .orElseThrow();
    kevin.allocate();
    return kevin;
  }

  /// Keeps what FreeTTS plays: 16 bit, big-endian. Written by FreeTTS's own thread, which has ended
  /// with the words when they are read.
  private static final class Recorder implements AudioPlayer {
    private final ByteArrayOutputStream played = new ByteArrayOutputStream();
    private AudioFormat format = new AudioFormat(RATE, 16, 1, true, true);

    short[] samples() {
      byte[] bytes = played.toByteArray();
      var samples = new short[bytes.length / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) (bytes[2 * i] << 8 | (bytes[2 * i + 1] & 0xFF));
      }
      return samples;
    }

    @Override
    public boolean write(byte[] audio) {
      return write(audio, 0, audio.length);
    }

    @Override
    public boolean write(byte[] audio, int offset, int length) {
      played.write(audio, offset, length);
      return true;
    }

    @Override
    public void setAudioFormat(AudioFormat format) {
      this.format = format;
    }

    @Override
    public AudioFormat getAudioFormat() {
      return format;
    }

    @Override
    public boolean drain() {
      return true;
    }

    @Override
    public boolean end() {
      return true;
    }

    @Override
    public float getVolume() {
      return 1;
    }

    @Override
    public long getTime() {
      return 0;
    }

    @Override
    public void begin(int size) {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void reset() {}

    @Override
    public void cancel() {}

    @Override
    public void close() {}

    @Override
    public void setVolume(float volume) {}

    @Override
    public void resetTime() {}

    @Override
    public void startFirstSampleTimer() {}

    @Override
    public void showMetrics() {}
  }
}
