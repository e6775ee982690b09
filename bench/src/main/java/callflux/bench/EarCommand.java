package callflux.bench;

import callflux.bench.ear.Hearing;
import callflux.bench.ear.Prompt;
import callflux.bench.ear.Voice;
import callflux.gateway.simulator.local.Ear;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Tells how well the ear of local mode hears voices that are not its own.
@Command(
    name = "ear",
    description = {
      "Tells the word error rate of the ear that local mode has, for voices that are not its own,",
      "by telephone. Needs Debian's flite and asterisk-core-sounds-en-wav.",
      "Synthetic voices say what the receptionist hears, and then what it doesn't; the recorded one",
      "is heard by a grammar of its own texts."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    showDefaultValues = true,
    sortOptions = false)
final class EarCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--voices",
      split = ",",
      paramLabel = "VOICE",
      description = "Of ${COMPLETION-CANDIDATES}.")
  private List<Voice> voices = List.of(Voice.values());

  @Option(
      names = "--most",
      paramLabel = "PERCENT",
      description = "Fails if a voice has a higher word error rate.")
  private double most = 100;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("ear");
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.printf(
        "%-10s %7s %6s %8s %11s %9s %14s%n",
        "voice", "prompts", "words", "errors", "word errors", "unheard", "s of CPU a s");
    double worst = 0;
    Ear receptionist = null;
    for (Voice voice : voices) {
      if (voice.isRecorded()) {
        List<Prompt> recordings = voice.recordings();
        worst =
            Math.max(worst, tell(out, voice, Hearing.of(of(recordings, directory), recordings)));
      } else {
        receptionist = receptionist == null ? Ear.load(null) : receptionist;
        List<Prompt> known = voice.speak(Voice.lines("receptionist.txt"), directory);
        worst = Math.max(worst, tell(out, voice, Hearing.of(receptionist, known)));
        List<Prompt> strange = voice.speak(Voice.lines("strange.txt"), directory);
        Hearing misheard = Hearing.of(receptionist, strange);
        out.printf(
            "%-10s %7d outside the grammar, %d taken for a sentence of it%n",
            "", misheard.prompts(), misheard.understood());
      }
      out.flush();
    }
    return worst > most ? 1 : 0;
  }

  private static double tell(PrintWriter out, Voice voice, Hearing hearing) {
    out.printf(
        Locale.ROOT,
        "%-10s %7d %6d %8d %10.1f%% %9d %14.2f%n",
        voice.name().toLowerCase(Locale.ROOT),
        hearing.prompts(),
        hearing.words(),
        hearing.errors(),
        hearing.wordErrorRate(),
        hearing.prompts() - hearing.understood(),
        hearing.workSeconds() / hearing.seconds());
    return hearing.wordErrorRate();
  }

  /// An ear for what was recorded, and nothing else.
  private static Ear of(List<Prompt> recordings, Path directory) throws IOException {
    String texts =
        recordings.stream().map(Prompt::words).distinct().collect(Collectors.joining("\n  | "));
    Files.writeString(
        directory.resolve("receptionist.gram"),
        "#JSGF V1.0;\ngrammar receptionist;\npublic <said> = " + texts + ";\n");
    return Ear.load(directory);
  }
}
