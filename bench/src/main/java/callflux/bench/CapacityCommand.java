package callflux.bench;

import callflux.bench.crowd.Profile;
import callflux.bench.report.RunTables;
import callflux.bench.run.LoadTest;
import callflux.bench.run.Peers;
import callflux.bench.run.Subject;
import callflux.bench.study.Capacities;
import callflux.bench.study.Circumstances;
import callflux.bench.study.Finding;
import callflux.bench.study.Results;
import callflux.bench.study.Results.Round;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Finds how many calls a bridge holds.
@Command(
    name = "capacity",
    description = {
      "Finds the most calls at which no frame and no call is lost, and p99 of what the bridge adds",
      "stays within a budget; what is late once is tried once more. Callflux's is kept for its",
      "admission limit, too, in capacity.json.",
      "Ctrl-C ends it; searches that were done are kept."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class CapacityCommand implements Callable<Integer> {
  /// Loads in a search that begins from nothing, and in one that begins from what was found.
  private static final int PROBES_FIRST = 12;

  private static final int PROBES_AGAIN = 6;
  private static final int USUAL_CALLS = 500;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"--subject", "--subjects"},
      paramLabel = "NAME",
      split = ",",
      defaultValue = "callflux",
      description = "Whose: callflux, node, openai, fastapi, haproxy; several are tried in turn.")
  private List<String> names = List.of();

  @Option(
      names = "--profile",
      defaultValue = "ECHO",
      description = "What goes on in the calls: ${COMPLETION-CANDIDATES}.")
  private Profile profile = Profile.ECHO;

  @Option(
      names = "--budget",
      paramLabel = "MS",
      defaultValue = "20",
      description = "For p99 of what the bridge adds.")
  private double budget;

  @Option(
      names = "--rounds",
      converter = Positive.class,
      defaultValue = "3",
      description = "Searches, for their median.")
  private int rounds;

  @Option(
      names = "--first",
      converter = Positive.class,
      defaultValue = "100",
      description = "Calls to try first.")
  private int first;

  @Option(
      names = "--most",
      converter = Positive.class,
      defaultValue = "6000",
      description = "Calls worth trying.")
  private int most;

  @Mixin private TimesOptions times = new TimesOptions(100, 8, 10);

  @Mixin private SubjectOptions subjects = new SubjectOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    names.forEach(subjects::subject);
    boolean alone = names.equals(List.of("callflux"));
    var peers = alone ? new Peers(Map.of()) : Peers.install(terminal::println);
    var circumstances = Circumstances.now(peers.versions());
    var progress =
        new Progress(
            terminal,
            (PROBES_FIRST + PROBES_AGAIN * (rounds - 1)) * names.size(),
            times.whole(USUAL_CALLS));
    var test = subjects.test(_ -> {});
    try (test;
        var _ = Interruption.of(test, Duration.ZERO)) {
      Map<String, Capacities> searches = searches(test, peers, progress);
      for (int round = 1; round <= rounds; round++) {
        for (var search : searches.entrySet()) {
          search.getValue().search();
          keep(search.getKey(), search.getValue(), circumstances);
        }
      }
      terminal.print(
          RunTables.terminal(searches.values().stream().map(Capacities::finding).toList()));
    }
    terminal.flush();
    return 0;
  }

  private Map<String, Capacities> searches(LoadTest test, Peers peers, Progress progress) {
    var terms = new Capacities.Terms(profile, times.plateau(), budget, first, most);
    var searches = new LinkedHashMap<String, Capacities>();
    for (String name : names) {
      Subject subject = subjects.subject(name);
      if (subject.isCallflux() || peers.has(name)) {
        searches.put(
            name,
            new Capacities(
                test,
                subject,
                terms,
                probe -> {
                  progress.step();
                  progress.accept(probe);
                }));
      }
    }
    return searches;
  }

  private void keep(String name, Capacities capacities, Circumstances circumstances)
      throws IOException {
    Finding.Capacity finding = capacities.finding();
    var files = subjects.files();
    var settings = new LinkedHashMap<>(Settings.of(Objects.requireNonNull(spec)));
    settings.replace("--subjects", name);
    var round = new Round(1, new ArrayList<>(capacities.runs()), List.of());
    var results = new Results("capacity", circumstances, settings, List.of(round), finding);
    files.keep("capacity-" + name + "-" + profile.name().toLowerCase(Locale.ROOT), results);
    if (name.equals("callflux")) {
      files.keepLimit(finding, circumstances);
    }
  }
}
