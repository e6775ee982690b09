package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import callflux.codec.audio.MuLaw;
import callflux.gateway.simulator.Brain;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A telephone, the gateway, and a model that hears and speaks at 24 kHz and says what it hears:
/// from socket to socket and back.
class ToneComesBackThroughAModelAt24KilohertzTest {
  private static final int FRAMES = 80;

  /// The simulator drops what a socket does not take at once: it is not sent more than this.
  private static final int AT_ONCE = 10;

  /// A frame waits for the end of the voice in it, which is in the next.
  private static final int UNDER_WAY = 2;

  private static final double AMPLITUDE = 12_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {300, 1_000, 3_000})
  void withItsLevelAndItsFrequency(int hertz) throws Exception {
    var pieces = echoed("pcm16", tone(hertz));

    assertThat(pieces).allSatisfy(piece -> assertThat(piece.length % 160).isZero());
    short[] heard = MuLaw.decode(joined(pieces));
    double level = level(heard);
    assertThat(level).as("level in dB").isCloseTo(0, within(1.0));
    assertThat(level(heard, hertz)).as("level of the tone, in dB").isCloseTo(level, within(0.1));
  }

  @Test
  void byteForByteWhereNothingIsTranscoded() throws Exception {
    byte[] tone = tone(1_000);

    byte[] heard = joined(echoed("pcmu", tone));

    assertThat(heard).isEqualTo(Arrays.copyOf(tone, heard.length));
  }

  private List<byte[]> echoed(String audio, byte[] tone) throws Exception {
    var agent = "agent: {audio: " + audio + ", greeting: ''}";
    var file = Files.writeString(folder.resolve("callflux.yaml"), agent);
    var model =
        Objects.requireNonNull(
            SimulatorServer.start(SimulatorConfig.local().withBrain(Brain.echo()))
                .block(Duration.ofSeconds(30)));
    var environment =
        Map.of(
            "OPENAI_REALTIME_URL", model.url(),
            "OPENAI_API_KEY", "any",
            "CALLFLUX_CONFIG", file.toString());
    try (var gateway = LiveGateway.start(environment);
        var phone = gateway.isCalled()) {
      var heard = new ArrayList<byte[]>();
      int millis = 0;
      for (int frame = 0; frame < FRAMES; frame++) {
        phone.sends(Arrays.copyOfRange(tone, frame * 160, (frame + 1) * 160));
        if ((frame + 1) % AT_ONCE == 0) {
          heard.addAll(phone.hears(Duration.ofMillis((frame + 1 - UNDER_WAY) * 20L - millis)));
          millis = heard.stream().mapToInt(piece -> piece.length / 8).sum();
        }
      }
      return heard;
    } finally {
      model.dispose();
    }
  }

  private static byte[] tone(int hertz) {
    var samples = new short[FRAMES * 160];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (AMPLITUDE * Math.sin(2 * Math.PI * hertz * i / 8_000));
    }
    return MuLaw.encode(samples);
  }

  /// Of the second half, in dB against the tone that was sent.
  private static double level(short[] samples) {
    double sum = 0;
    for (int i = samples.length / 2; i < samples.length; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return 20 * Math.log10(Math.sqrt(2 * sum / (samples.length - samples.length / 2)) / AMPLITUDE);
  }

  private static double level(short[] samples, int hertz) {
    double sine = 0;
    double cosine = 0;
    for (int i = samples.length / 2; i < samples.length; i++) {
      double angle = 2 * Math.PI * hertz * i / 8_000;
      sine += samples[i] * Math.sin(angle);
      cosine += samples[i] * Math.cos(angle);
    }
    double length = samples.length - samples.length / 2;
    return 20 * Math.log10(Math.hypot(sine, cosine) * 2 / length / AMPLITUDE);
  }

  private static byte[] joined(List<byte[]> pieces) {
    var all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
