package callflux.bench;

import callflux.bench.crowd.Profile;
import callflux.bench.report.RunTables;
import callflux.bench.run.LoadTest;
import callflux.bench.run.LoadTest.Load;
import callflux.bench.run.Peers;
import callflux.bench.run.Run;
import callflux.bench.study.Circumstances;
import callflux.bench.study.Comparison;
import callflux.bench.study.Results;
import callflux.bench.study.Results.Round;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Puts the same load on Callflux and on others, in turn.
@Command(
    name = "compare",
    description = {
      "Puts the same load on one bridge after the other, in rounds.",
      "Ctrl-C ends it; what was done so far is kept."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--subjects",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "callflux,node,openai,fastapi,haproxy",
      description = "Which, in which order.")
  private List<String> names = List.of();

  @Option(
      names = "--calls",
      converter = Positive.class,
      split = ",",
      defaultValue = "100,200,400",
      description = "At once, each in turn.")
  private List<Integer> calls = List.of();

  @Option(
      names = "--profile",
      defaultValue = "ECHO",
      description = "What goes on in them: ${COMPLETION-CANDIDATES}.")
  private Profile profile = Profile.ECHO;

  @Option(
      names = "--rounds",
      converter = Positive.class,
      defaultValue = "3",
      description = "How often each.")
  private int rounds;

  @Mixin private TimesOptions times = new TimesOptions(100, 10, 15);

  @Mixin private SubjectOptions subjects = new SubjectOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    names.forEach(subjects::subject);
    var peers = Peers.install(terminal::println);
    List<String> there =
        names.stream().filter(name -> name.equals("callflux") || peers.has(name)).toList();
    var circumstances = Circumstances.now(peers.versions());
    var done = new ArrayList<Round>();
    var progress = new Progress(terminal, there.size() * calls.size() * rounds, each());
    var test = subjects.test(progress);
    try (test;
        var _ = Interruption.of(test, Duration.ZERO)) {
      for (int round = 1; round <= rounds; round++) {
        done.add(new Round(round, List.of(), List.of()));
        for (int many : calls) {
          for (String name : there) {
            done.add(load(test, name, many, done.removeLast()));
            progress.step();
            keep(circumstances, done);
          }
        }
      }
    }
    terminal.print(RunTables.terminal(new Comparison(done)));
    terminal.flush();
    // That a peer can't take a load is a finding, too.
    return done.stream().anyMatch(round -> !round.runs().isEmpty()) ? 0 : 1;
  }

  private Duration each() {
    int mean = (int) calls.stream().mapToInt(Integer::intValue).average().orElse(0);
    return times.whole(mean);
  }

  /// A round with one more run; one that fails is said to have, and the next is tried.
  private Round load(LoadTest test, String name, int many, Round round) throws IOException {
    var runs = new ArrayList<>(round.runs());
    var failed = new ArrayList<>(round.failed());
    try {
      Run run = test.run(subjects.subject(name), new Load(many, 20, profile, times.plateau()));
      runs.add(run);
    } catch (IOException e) {
      if (test.isOver()) {
        throw e;
      }
      failed.add(name + ", " + many + " calls: " + e.getMessage());
    }
    return new Round(round.number(), List.copyOf(runs), List.copyOf(failed));
  }

  private void keep(Circumstances circumstances, List<Round> done) throws IOException {
    var settings = Settings.of(Objects.requireNonNull(spec));
    subjects
        .files()
        .keep(
            "compare-" + profile.name().toLowerCase(Locale.ROOT),
            new Results("compare", circumstances, settings, List.copyOf(done), null));
  }
}
