package callflux.bench.study;

import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Figures.Leg;
import callflux.bench.crowd.Profile;
import callflux.bench.run.LoadTest;
import callflux.bench.run.LoadTest.Load;
import callflux.bench.run.Run;
import callflux.bench.run.Stage;
import callflux.bench.run.Subject;
import callflux.bench.study.CapacitySearch.Found;
import callflux.bench.study.CapacitySearch.Verdict;
import callflux.bench.study.Finding.Capacity.Probe;
import callflux.bench.study.Finding.Capacity.Search;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Searches, again and again, for the most calls that one subject holds.
public final class Capacities {
  /// Busier than that, and a load that is late may be late because of it: they share a kernel. A
  /// load at its own limit comes in bursts, which are harder on the bridge, not easier: as long as
  /// it is not later itself than the budget, what holds, holds.
  private static final double BUSY = 0.95;

  private final LoadTest test;
  private final Subject subject;
  private final Terms terms;
  private final Consumer<String> progress;
  private final List<Run> runs = new ArrayList<>();
  private final List<Probe> probes = new ArrayList<>();
  private final List<Search> searches = new ArrayList<>();
  private @Nullable Stage stage;

  /// What is asked.
  ///
  /// @param times of each probe
  /// @param budgetMillis for p99 of what the bridge adds
  /// @param first number of calls to try
  /// @param most that are worth trying
  public record Terms(
      Profile profile, CrowdPlan.Times times, double budgetMillis, int first, int most) {}

  /// @param progress told of each probe
  public Capacities(LoadTest test, Subject subject, Terms terms, Consumer<String> progress) {
    this.test = test;
    this.subject = subject;
    this.terms = terms;
    this.progress = progress;
  }

  /// Searches once more, near what was found before.
  ///
  /// @throws IOException if a load could not be put on the subject
  public void search() throws IOException {
    try {
      Found found =
          searches.isEmpty()
              ? CapacitySearch.find(this::probe, terms.first(), terms.most())
              : CapacitySearch.again(this::probe, searches.getFirst().found(), terms.most());
      searches.add(new Search(found.found(), found.end().name()));
    } finally {
      leave();
    }
  }

  /// A subject stays up from one load to the next, as a bridge does that has a long day; one that
  /// has lost something is not trusted with another.
  private Run load(int calls) throws IOException {
    if (stage == null) {
      stage = test.open(subject, terms.profile());
    }
    try {
      Run run = stage.run(new Load(calls, 20, terms.profile(), terms.times()), (_, _) -> {});
      if (!run.whole()) {
        leave();
      }
      return run;
    } catch (IOException e) {
      leave();
      throw e;
    }
  }

  private void leave() {
    if (stage != null) {
      stage.close();
      stage = null;
    }
  }

  private Verdict probe(int calls) throws IOException {
    Run run = load(calls);
    Verdict verdict = judge(run, terms.budgetMillis());
    runs.add(run);
    var probe =
        new Probe(
            calls,
            verdict.name(),
            added(run),
            run.millis(Leg.SENT_LATE, Run.Times::p99),
            run.cpu() == null ? 0 : run.cpu().cores());
    probes.add(probe);
    progress.accept(
        "%s, %d calls: %s, adds %.1f ms at p99, the load itself %.1f ms late, %.2f cores"
            .formatted(
                subject.name(),
                calls,
                verdict,
                probe.addedMillis(),
                probe.lateMillis(),
                probe.cores()));
    return verdict;
  }

  /// Whether a load held.
  ///
  /// @param budgetMillis for p99 of what the bridge adds
  static Verdict judge(Run run, double budgetMillis) {
    boolean atLeisure = run.cpu() != null && run.cpu().cores() <= BUSY;
    if (atLeisure && run.millis(Leg.SENT_LATE, Run.Times::p99) > budgetMillis) {
      return Verdict.LOADS_OWN_LIMIT;
    }
    if (!run.whole()) {
      return Verdict.LOST;
    }
    return added(run) <= budgetMillis ? Verdict.HOLDS : Verdict.LATE;
  }

  /// The slower way's p99; from when a frame was sent, so that a late load is not the bridge's
  /// fault.
  private static double added(Run run) {
    return Math.max(
        run.millis(Leg.SENT_TO_MODEL, Run.Times::p99),
        run.millis(Leg.MODEL_TO_CALLER, Run.Times::p99));
  }

  /// All loads so far.
  public List<Run> runs() {
    return List.copyOf(runs);
  }

  /// What the searches so far come to.
  public Finding.Capacity finding() {
    double median = Spread.of(searches.stream().mapToDouble(Search::found)).median();
    return new Finding.Capacity(
        subject.name(),
        terms.profile(),
        terms.budgetMillis(),
        (int) median,
        List.copyOf(searches),
        List.copyOf(probes));
  }
}
