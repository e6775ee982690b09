package callflux.bench.study;

import callflux.bench.run.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one study found, as it is kept in a file.
///
/// @param study `compare`, `capacity`, `memory`, `soak` or `load`
/// @param settings it was made with
/// @param rounds of runs, in order
/// @param finding what it came to, where that is more than its runs
public record Results(
    String study,
    Circumstances circumstances,
    Map<String, String> settings,
    List<Round> rounds,
    @Nullable Finding finding) {

  /// What was found in one round, on this machine as it is now, with nobody to compare with.
  ///
  /// @throws IOException if what the machine is can't be read
  public static Results alone(
      String study, Map<String, String> settings, List<Run> runs, @Nullable Finding finding)
      throws IOException {
    var round = new Round(1, List.copyOf(runs), List.of());
    return new Results(study, Circumstances.now(Map.of()), settings, List.of(round), finding);
  }

  /// Runs that were made in turn, so that what drifts hits all alike.
  ///
  /// @param failed loads that came to nothing, and why
  public record Round(int number, List<Run> runs, List<String> failed) {}

  /// All runs of all rounds.
  public List<Run> runs() {
    return rounds.stream().flatMap(round -> round.runs().stream()).toList();
  }
}
