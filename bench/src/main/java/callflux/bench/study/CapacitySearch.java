package callflux.bench.study;

import java.io.IOException;

/// Finds the most calls that hold: doubles until they don't, and halves what lies between.
public final class CapacitySearch {
  /// Nearer than that it is noise.
  private static final int STEP = 10;

  private static final double NEAR = 0.03;

  private final Trial trial;
  private final int most;
  private int holds;
  private int fails;
  private Verdict end = Verdict.HOLDS;

  /// One load.
  public interface Trial {
    /// Whether so many calls hold.
    Verdict at(int calls) throws IOException;
  }

  /// What came of a load.
  public enum Verdict {
    /// Nothing was lost, and nothing late.
    HOLDS,
    /// A frame or a call was lost.
    LOST,
    /// What the bridge adds is over the budget.
    LATE,
    /// The load itself was late with the bridge at leisure: whether it holds can't be told here.
    LOADS_OWN_LIMIT;

    /// Whether it may be the machine's, which stalled: somebody else was at it, too.
    private boolean isOfTime() {
      return this == LATE || this == LOADS_OWN_LIMIT;
    }
  }

  /// What a search came to.
  ///
  /// @param found calls; 0 if not even the fewest held
  /// @param end why the next more did not; [Verdict#HOLDS] if no more were to be tried
  public record Found(int found, Verdict end) {}

  private CapacitySearch(Trial trial, int most) {
    this.trial = trial;
    this.most = most;
    this.fails = most + 1;
  }

  /// From nothing.
  ///
  /// @param first to try
  /// @param most that are worth trying
  public static Found find(Trial trial, int first, int most) throws IOException {
    var search = new CapacitySearch(trial, most);
    search.rise(Math.min(first, most), 2);
    search.close();
    return new Found(search.holds, search.end);
  }

  /// From what was found before: a few steps in either direction until it is between two of them.
  public static Found again(Trial trial, int found, int most) throws IOException {
    var search = new CapacitySearch(trial, most);
    search.rise(Math.clamp(found, 1, most), 1.1);
    double lower = 0.9;
    while (search.holds == 0 && search.fails > STEP) {
      search.tryAt(Math.max(1, (int) (search.fails * lower)));
      lower *= lower;
    }
    search.close();
    return new Found(search.holds, search.end);
  }

  private void rise(int first, double factor) throws IOException {
    int calls = first;
    while (calls <= most && calls < fails) {
      tryAt(calls);
      calls =
          calls == most ? most + 1 : Math.min(most, Math.max(calls + 1, (int) (calls * factor)));
    }
  }

  private void close() throws IOException {
    while (fails <= most && fails - holds > Math.max(STEP, holds * NEAR)) {
      tryAt((holds + fails) / 2);
    }
  }

  /// What is late is tried once more.
  private void tryAt(int calls) throws IOException {
    Verdict verdict = trial.at(calls);
    if (verdict.isOfTime()) {
      verdict = trial.at(calls);
    }
    if (verdict == Verdict.HOLDS) {
      holds = calls;
    } else {
      fails = calls;
      end = verdict;
    }
  }
}
