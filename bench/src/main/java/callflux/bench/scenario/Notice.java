package callflux.bench.scenario;

import callflux.bench.load.CallRecord.Tapes;
import callflux.bench.load.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What is written of a scenario when it is over: what both sides heard, and what was not as
/// expected.
public final class Notice {
  private static final int TELEPHONE_RATE = 8_000;

  private Notice() {}

  /// Writes `heard.wav`, `said.wav` and `timeline.txt` to a folder of the scenario's own.
  ///
  /// @param parent of that folder
  /// @return the folder
  public static Path write(Performance performance, Path parent) throws IOException {
    var name = performance.script().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var folder = Files.createDirectories(parent.resolve(name));
    Tapes tapes = performance.call().tapes();
    if (tapes != null) {
      Wav.of(TELEPHONE_RATE, tapes.heard().samples()).write(folder.resolve("heard.wav"));
      Wav.of(TELEPHONE_RATE, tapes.said().samples()).write(folder.resolve("said.wav"));
    }
    Files.writeString(folder.resolve("timeline.txt"), performance.timeline());
    return folder;
  }

  /// A line if all was well; otherwise what was expected, what happened, all that happened in its
  /// order, and where to listen to it. Each line with its end.
  ///
  /// @param folder that it was written to
  public static String of(Performance performance, Path folder) {
    var failures = performance.failures();
    var name = performance.script().name();
    if (failures.isEmpty()) {
      return String.format(
          Locale.ROOT, "ok      %s, as expected %d times%n", name, performance.script().expected());
    }
    var text = new StringBuilder(String.format(Locale.ROOT, "FAILED  %s%n", name));
    failures.forEach(failure -> text.append(failure.toString().indent(2)));
    text.append(String.format(Locale.ROOT, "  what happened:%n"));
    text.append(performance.timeline().indent(2));
    text.append(String.format(Locale.ROOT, "  to be heard in %s%n", folder));
    return text.toString();
  }
}
