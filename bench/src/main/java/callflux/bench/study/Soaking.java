package callflux.bench.study;

import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Profile;
import callflux.bench.run.Footprint;
import callflux.bench.run.LoadTest;
import callflux.bench.run.LoadTest.Load;
import callflux.bench.run.ProcessStat;
import callflux.bench.run.Run;
import callflux.bench.run.Stage;
import callflux.bench.run.Subject;
import callflux.bench.study.Slope.Point;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Has calls come and go, batch after batch in one and the same process, and looks after each at
/// what they left behind. Between two batches no call is open, so that none has a hand in what is
/// seen.
public final class Soaking {
  /// Threads that have nothing to do end after a minute.
  private static final Duration TO_SETTLE = Duration.ofSeconds(75);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int QUIET_LOOKS = 6;
  private static final Duration FIRST = Duration.ofSeconds(5);

  private final String cpus;
  private final Plan plan;
  private final List<Run> runs = new ArrayList<>();
  private final List<Footprint> points = new ArrayList<>();
  private @Nullable Footprint before;
  private @Nullable Footprint after;

  /// How many come and go.
  ///
  /// @param atOnce in the middle
  /// @param batch when the calls of one batch come, and for how long
  /// @param batches after each of which it is looked at
  public record Plan(int atOnce, CrowdPlan.Times batch, int batches) {

    /// So that, with as many at once and each so long, about so many come and go.
    ///
    /// @param total of all that are placed, about
    /// @param holding how long a call lasts in the middle
    public static Plan of(int total, int atOnce, Duration holding, int batches) {
      long seconds = Math.max(1, holding.toSeconds() * total / atOnce / batches);
      int perSecond = Math.clamp(atOnce, 1, 100);
      var times =
          new CrowdPlan.Times(perSecond, Duration.ZERO, Duration.ofSeconds(seconds), holding);
      return new Plan(atOnce, times, batches);
    }

    /// How long the calls of all batches take.
    public Duration length() {
      return batch.measured().multipliedBy(batches);
    }
  }

  /// @param cpus where to run what it takes to look
  public Soaking(String cpus, Plan plan) {
    this.cpus = cpus;
    this.plan = plan;
  }

  /// A few calls that come and go to begin with, and then batch after batch.
  ///
  /// @throws IOException if that can't be done, or not watched
  public void soak(LoadTest test, Subject subject) throws IOException {
    try (var stage = test.open(subject, Profile.ECHO)) {
      var few = new CrowdPlan.Times(plan.batch().perSecond(), Duration.ZERO, FIRST, Duration.ZERO);
      runs.add(stage.run(load(few), (_, _) -> {}));
      // The first look leaves a thread and a socket there, that listen for the next.
      Footprint.of(stage, cpus);
      settle(stage, Integer.MAX_VALUE, Integer.MAX_VALUE);
      Footprint base = Footprint.of(stage, cpus).footprint();
      before = base;
      for (int i = 0; i < plan.batches(); i++) {
        runs.add(stage.run(load(plan.batch()), (_, _) -> {}));
        settle(stage, Integer.MAX_VALUE, Integer.MAX_VALUE);
        points.add(Footprint.of(stage, cpus).footprint());
      }
      settle(stage, base.descriptors(), base.threads());
      after = Footprint.of(stage, cpus).footprint();
    }
  }

  private Load load(CrowdPlan.Times times) {
    return new Load(plan.atOnce(), 20, Profile.ECHO, times);
  }

  /// Waits until nothing changes any more, and for as long as there is more than there should be.
  private static void settle(Stage stage, int descriptors, int threads) throws IOException {
    long until = System.nanoTime() + TO_SETTLE.toNanos();
    int quiet = 0;
    ProcessStat last = ProcessStat.of(stage.pid());
    while (quiet < QUIET_LOOKS && System.nanoTime() < until) {
      pause(BETWEEN_LOOKS);
      ProcessStat now = ProcessStat.of(stage.pid());
      boolean same = now.descriptors() == last.descriptors() && now.threads() == last.threads();
      boolean enough = now.descriptors() <= descriptors && now.threads() <= threads;
      quiet = same && enough ? quiet + 1 : 0;
      last = now;
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// All loads, the first few calls' first.
  public List<Run> runs() {
    return List.copyOf(runs);
  }

  /// What was left behind, once all have gone.
  public Finding.Soak finding() {
    var slopes = new TreeMap<String, Double>();
    slopes.put("heap", slope(Footprint::heap));
    slopes.put("resident", slope(Footprint::resident));
    slopes.put("descriptors", slope(Footprint::descriptors));
    slopes.put("threads", slope(Footprint::threads));
    if (points.stream().allMatch(point -> point.direct() != null)) {
      slopes.put("direct", slope(point -> Objects.requireNonNull(point.direct())));
    }
    return new Finding.Soak(
        List.copyOf(points),
        Map.copyOf(slopes),
        Objects.requireNonNull(before),
        Objects.requireNonNull(after));
  }

  private double slope(ToDoubleFunction<Footprint> figure) {
    return Slope.settled(
        points.stream()
            .map(point -> new Point(point.calls() / 1_000.0, figure.applyAsDouble(point)))
            .toList());
  }
}
