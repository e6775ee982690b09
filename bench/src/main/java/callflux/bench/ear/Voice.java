package callflux.bench.ear;

import callflux.bench.load.Wav;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A voice that is not the simulator's own.
public enum Voice {
  /// A woman's recordings, of Debian's `asterisk-core-sounds-en-wav`.
  ALLISON("", ""),
  /// A woman's voice, synthesized from recordings.
  SLT("flite", "slt"),
  /// A man's.
  RMS("flite", "rms"),
  /// A Scottish man's.
  AWB("flite", "awb");

  private static final Path RECORDINGS = Path.of("/usr/share/asterisk/sounds/en_US_f_Allison");

  private final String program;
  private final String voice;

  Voice(String program, String voice) {
    this.program = program;
    this.voice = voice;
  }

  /// Whether it says only what was recorded.
  public boolean isRecorded() {
    return program.isEmpty();
  }

  /// What was recorded of it.
  ///
  /// @throws IOException if the recordings are not there
  public List<Prompt> recordings() throws IOException {
    var prompts = new ArrayList<Prompt>();
    for (String line : lines("allison.tsv")) {
      String[] columns = line.split("\t", -1);
      prompts.add(new Prompt(columns[1], Wav.read(RECORDINGS.resolve(columns[0] + ".wav"))));
    }
    return prompts;
  }

  /// Speaks each line of a list.
  ///
  /// @throws IOException if its program is not there, or fails
  public List<Prompt> speak(List<String> lines, Path directory)
      throws IOException, InterruptedException {
    var prompts = new ArrayList<Prompt>();
    for (String words : lines) {
      Path file = directory.resolve(name() + prompts.size() + ".wav");
      run(words, file);
      prompts.add(new Prompt(words, Wav.read(file)));
      Files.delete(file);
    }
    return prompts;
  }

  private void run(String words, Path file) throws IOException, InterruptedException {
    String[] command = {program, "-voice", voice, "-o", file.toString(), "-t", words};
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(program + " ended with " + code);
    }
  }

  /// One of the lists that come with this.
  public static List<String> lines(String name) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Voice.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }
}
