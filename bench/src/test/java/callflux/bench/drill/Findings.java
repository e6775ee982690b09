package callflux.bench.drill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What an audit came to: counts, and some of what is wrong.
final class Findings {
  private static final int EXAMPLES = 20;

  private final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private final List<String> examples = new ArrayList<>();

  /// What is counted.
  enum Count {
    /// Calls that were answered.
    CALLS(false),
    /// Turns of which the gateway was told, in part or whole.
    TURNS(false),
    /// Those of them that are there.
    KEPT(false),
    /// Those that are not, and were being said.
    IN_FLIGHT(false),
    /// Those that are not, and whose words, or the turn behind them, had just been told: they were
    /// on their way to the disk.
    JUST_TOLD(false),
    /// Calls that have a gap because the gateway was killed.
    CUT(false),
    /// Turns that were due and are not there, and calls without a trace.
    LOST(true),
    /// Turns, beginnings and ends that are there more than once.
    DUPLICATED(true),
    /// Turns that are read before one that came before them.
    OUT_OF_ORDER(true),
    /// Turns whose words are not those that were said.
    ALTERED(true),
    /// Turns that nobody has said.
    MADE_UP(true),
    /// Calls with a sequence number missing, or that don't begin with their beginning.
    BROKEN(true),
    /// Calls that have no end, or something behind it.
    UNENDED(true),
    /// Calls that lack a turn and tell of no gap.
    UNTOLD(true),
    /// Calls that tell of a gap though nothing was killed while they went on.
    UNHARMED(true);

    private final boolean fault;

    Count(boolean fault) {
      this.fault = fault;
    }

    private String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  void count(Count what, long more) {
    counts.merge(what, more, Long::sum);
  }

  void fault(Count what, String example) {
    count(what, 1);
    if (examples.size() < EXAMPLES) {
      examples.add(what.words() + ": " + example);
    }
  }

  long counted(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /// What is wrong, and how often; nothing if nothing is.
  Map<Count, Long> faults() {
    var faults = new TreeMap<>(counts);
    faults.keySet().removeIf(count -> !count.fault);
    return faults;
  }

  /// Some of what is wrong.
  List<String> examples() {
    return List.copyOf(examples);
  }

  @Override
  public String toString() {
    return Arrays.stream(Count.values())
        .map(count -> count.words() + " " + counted(count))
        .collect(Collectors.joining(", "));
  }
}
