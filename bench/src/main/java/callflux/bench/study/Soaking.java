package callflux.bench.study;

import callflux.bench.crowd.Crowd.Phase;
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

/// Has calls come and go, and looks at what they leave behind.
public final class Soaking {
  /// Threads that have nothing to do end after a minute.
  private static final Duration TO_SETTLE = Duration.ofSeconds(75);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int QUIET_LOOKS = 6;
  private static final Duration BATCH = Duration.ofSeconds(5);

  private final String cpus;
  private final Plan plan;
  private final List<Run> runs = new ArrayList<>();
  private final List<Footprint> points = new ArrayList<>();
  private @Nullable Footprint before;
  private @Nullable Footprint after;

  /// How many come and go.
  ///
  /// @param total of all that are placed, about
  /// @param atOnce in the middle
  /// @param points to look at it
  public record Plan(int total, int atOnce, CrowdPlan.Times times, int points) {

    /// So that, with as many at once and each so long, about so many come and go.
    ///
    /// @param holding how long a call lasts in the middle
    public static Plan of(int total, int atOnce, Duration holding, int points) {
      long seconds = Math.max(points, holding.toSeconds() * total / atOnce);
      int perSecond = Math.clamp(atOnce, 1, 100);
      var times =
          new CrowdPlan.Times(perSecond, Duration.ZERO, Duration.ofSeconds(seconds), holding);
      return new Plan(total, atOnce, times, points);
    }
  }

  /// @param cpus where to run what it takes to look
  public Soaking(String cpus, Plan plan) {
    this.cpus = cpus;
    this.plan = plan;
  }

  /// One batch that comes and goes, and then all the others, in one and the same process.
  ///
  /// @throws IOException if that can't be done, or not watched
  public void soak(LoadTest test, Subject subject) throws IOException {
    try (var stage = test.open(subject, Profile.ECHO)) {
      var all = plan.times();
      var batch = new CrowdPlan.Times(all.perSecond(), Duration.ZERO, BATCH, Duration.ZERO);
      runs.add(stage.run(load(batch), (_, _) -> {}));
      // The first look leaves a thread and a socket there, that listen for the next.
      Footprint.of(stage, cpus);
      settle(stage, Integer.MAX_VALUE, Integer.MAX_VALUE);
      Footprint base = Footprint.of(stage, cpus).footprint();
      before = base;
      runs.add(stage.run(load(all), this::look));
      settle(stage, base.descriptors(), base.threads());
      after = Footprint.of(stage, cpus).footprint();
    }
  }

  private Load load(CrowdPlan.Times times) {
    return new Load(plan.atOnce(), 20, Profile.ECHO, times);
  }

  /// Takes as long as what is measured; the callers' next word waits meanwhile.
  private void look(Phase phase, Stage stage) throws IOException {
    if (phase != Phase.MEASURING) {
      return;
    }
    long began = System.nanoTime();
    long apart = plan.times().measured().toNanos() / (plan.points() + 1);
    for (int i = 1; i <= plan.points(); i++) {
      pause(Duration.ofNanos(Math.max(0, began + i * apart - System.nanoTime())));
      points.add(Footprint.of(stage, cpus).footprint());
    }
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

  /// Both loads, the first batch's first.
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

  /// Besides how many were open just then, which chance has a hand in.
  private double slope(ToDoubleFunction<Footprint> figure) {
    return Slope.settled(
        points.stream()
            .map(point ->
                new Point(point.calls() / 1_000.0, figure.applyAsDouble(point), point.open()))
            .toList());
  }
}
