package callflux.bench;

import callflux.bench.load.SpokenVoice;
import callflux.bench.load.Wav;
import callflux.bench.scenario.TimeText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes words as a recording of somebody who says them.
@Command(
    name = "say",
    description = {
      "Writes a WAV of a voice that says each text, with pauses in between: for `call --wav`, for a",
      "scenario, or for a browser to take as its microphone."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    showDefaultValues = true,
    sortOptions = false)
final class SayCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "What is said, in order.")
  private List<String> texts = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The WAV to write; replaced if it is there.")
  private Path out = Path.of("");

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description = "8000, 16000, 24000 or 48000; browsers' microphones have 48000.")
  private int rate = 16_000;

  @Option(
      names = "--before",
      converter = TimeText.class,
      paramLabel = "TIME",
      description = "Silence ahead of the first text, such as 4s while the agent greets.")
  private Duration before = Duration.ZERO;

  @Option(
      names = "--pause",
      converter = TimeText.class,
      paramLabel = "TIME",
      description = "Silence between two texts.")
  private Duration pause = Duration.ofSeconds(2);

  @Option(
      names = "--after",
      converter = TimeText.class,
      paramLabel = "TIME",
      description = "Silence behind the last text.")
  private Duration after = Duration.ofSeconds(1);

  @Override
  public Integer call() throws IOException {
    var parts = new ArrayList<short[]>();
    for (var text : texts) {
      parts.add(silence(parts.isEmpty() ? before : pause));
      parts.add(spoken(text));
    }
    parts.add(silence(after));
    Wav.of(rate, joined(parts)).write(out);
    return 0;
  }

  private short[] spoken(String text) {
    try {
      return SpokenVoice.speak(text, rate).samples();
    } catch (IllegalArgumentException e) {
      var command = Objects.requireNonNull(spec).commandLine();
      throw new ParameterException(command, String.valueOf(e.getMessage()), e);
    }
  }

  private short[] silence(Duration length) {
    return new short[Math.toIntExact(length.toMillis() * rate / 1_000)];
  }

  private static short[] joined(List<short[]> parts) {
    var all = new short[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
