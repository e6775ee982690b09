package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.Wav;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SayCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
  void textsAreSpokenWithPausesInBetween(int rate) throws IOException {
    var wav = folder.resolve("x.wav");

    int code =
        say(
            "--out=" + wav,
            "--rate=" + rate,
            "--before=500ms",
            "--pause=2s",
            "--after=1s",
            "hello",
            "goodbye");

    assertThat(code).isZero();
    var read = Wav.read(wav);
    assertThat(read.sampleRate()).isEqualTo(rate);
    var samples = read.samples();
    assertThat(silentUntil(samples, 0)).isBetween(rate / 2, rate);
    int longest = 0;
    for (int at = silentUntil(samples, 0); at < samples.length; ) {
      int end = silentUntil(samples, at);
      longest = Math.max(longest, end - at);
      at = end == at ? at + 1 : end;
    }
    assertThat(longest).as("the pause").isBetween(2 * rate, 3 * rate);
    assertThat(Arrays.copyOfRange(samples, samples.length - rate, samples.length))
        .as("the end")
        .containsOnly(0);
  }

  @Test
  void whatCanNotBeSaidIsTold() {
    assertThat(say("--out=" + folder.resolve("x.wav"), " ")).isEqualTo(2);
    assertThat(say("--out=" + folder.resolve("x.wav"), "--rate=11025", "hi")).isEqualTo(2);
    assertThat(say("--out=" + folder.resolve("x.wav"), "--pause=long", "hi")).isEqualTo(2);
    assertThat(say("hi")).isEqualTo(2);
  }

  private static int silentUntil(short[] samples, int from) {
    int at = from;
    while (at < samples.length && samples[at] == 0) {
      at++;
    }
    return at;
  }

  private static int say(String... options) {
    var arguments = new String[options.length + 1];
    arguments[0] = "say";
    System.arraycopy(options, 0, arguments, 1, options.length);
    var printed = new PrintWriter(new StringWriter());
    return Bench.commandLine().setOut(printed).setErr(printed).execute(arguments);
  }
}
