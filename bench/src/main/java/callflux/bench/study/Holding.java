package callflux.bench.study;

import callflux.bench.crowd.Crowd.Phase;
import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Profile;
import callflux.bench.run.Footprint;
import callflux.bench.run.LoadTest;
import callflux.bench.run.LoadTest.Load;
import callflux.bench.run.Run;
import callflux.bench.run.Stage;
import callflux.bench.run.Subject;
import callflux.bench.study.Finding.Memory.ClassBytes;
import callflux.bench.study.Finding.Memory.PerCall;
import callflux.bench.study.Finding.Memory.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps calls open, each more of them than before, and looks at what the gateway holds for them.
public final class Holding {
  private static final int ONE_FRAME_A_SECOND = 1_000;
  private static final int CLASSES = 25;

  private final String cpus;
  private final CrowdPlan.Times times;
  private final List<Run> runs = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private Map<String, Long> first = Map.of();
  private Map<String, Long> last = Map.of();

  /// @param cpus where to run what it takes to look
  /// @param times of each step; it is looked at after the warm-up
  public Holding(String cpus, CrowdPlan.Times times) {
    this.cpus = cpus;
    this.times = times;
  }

  /// Takes every step in one and the same process.
  ///
  /// @param calls that are open, fewest first
  /// @throws IOException if a step could not be taken
  public void hold(LoadTest test, Subject subject, List<Integer> calls) throws IOException {
    try (var stage = test.open(subject, Profile.ECHO)) {
      for (int open : calls) {
        var load = new Load(open, ONE_FRAME_A_SECOND, Profile.ECHO, times);
        runs.add(stage.run(load, (phase, at) -> look(phase, at, open)));
      }
    }
  }

  private void look(Phase phase, Stage stage, int open) throws IOException {
    if (phase == Phase.MEASURING) {
      Footprint.Detailed seen = Footprint.of(stage, cpus);
      first = steps.isEmpty() ? seen.classes() : first;
      last = seen.classes();
      steps.add(new Step(open, seen.footprint()));
    }
  }

  /// All steps' loads.
  public List<Run> runs() {
    return List.copyOf(runs);
  }

  /// What the steps come to; at least one has to be taken.
  public Finding.Memory finding() {
    Step least = steps.getFirst();
    Step most = steps.getLast();
    double calls = Math.max(1, most.open() - least.open());
    var perCall =
        new PerCall(
            (most.footprint().heap() - least.footprint().heap()) / calls,
            direct(least.footprint().direct(), most.footprint().direct(), calls),
            (most.footprint().resident() - least.footprint().resident()) / calls);
    return new Finding.Memory(List.copyOf(steps), perCall, classes(first, last, calls));
  }

  private static @Nullable Double direct(@Nullable Long least, @Nullable Long most, double calls) {
    return least == null || most == null ? null : Double.valueOf((most - least) / calls);
  }

  /// What grew most.
  ///
  /// @param calls that were added from the first to the last
  static List<ClassBytes> classes(Map<String, Long> first, Map<String, Long> last, double calls) {
    var growth = new HashMap<>(last);
    first.forEach((name, bytes) -> growth.merge(name, -bytes, Long::sum));
    return growth.entrySet().stream()
        .map(entry -> new ClassBytes(entry.getKey(), entry.getValue() / calls))
        .sorted(Comparator.comparingDouble(ClassBytes::bytes).reversed())
        .limit(CLASSES)
        .toList();
  }
}
