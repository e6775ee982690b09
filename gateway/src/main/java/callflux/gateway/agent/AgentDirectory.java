package callflux.gateway.agent;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which agent answers which number: one immutable snapshot, swapped whole when the configuration
/// changes. A call keeps what it found.
public final class AgentDirectory {
  private static final char STAR = '*';

  /// By number, and by prefix with its star.
  private final Map<String, NumberPlan> plans = new HashMap<>();

  private final int longestPrefix;
  private final @Nullable NumberPlan others;

  /// @param plans each for the number, or the prefix and a star, that is its label
  /// @param others for numbers that have none; absent turns their calls away
  public AgentDirectory(List<NumberPlan> plans, @Nullable NumberPlan others) {
    plans.forEach(plan -> this.plans.put(plan.label(), plan));
    this.longestPrefix = plans.stream().mapToInt(plan -> plan.label().length()).max().orElse(0);
    this.others = others;
  }

  /// One agent, whatever number is called.
  public static AgentDirectory ofOne(Agent agent) {
    return ofOne(agent, Door.PLAIN);
  }

  /// One agent behind one door, whatever number is called.
  public static AgentDirectory ofOne(Agent agent, Door door) {
    return new AgentDirectory(List.of(), new NumberPlan(NumberPlan.OTHERS, agent, door));
  }

  /// All plans there are, by label; that for all others is the last.
  public List<NumberPlan> plans() {
    return Stream.concat(
            plans.values().stream().sorted(Comparator.comparing(NumberPlan::label)),
            Stream.ofNullable(others))
        .toList();
  }

  /// The plan for a number: its own, else that of its longest prefix, else the one for all others.
  ///
  /// @param to the called number as Twilio tells it, E.164, or a SIP address
  public Optional<NumberPlan> plan(String to) {
    var own = plans.get(to);
    for (int end = Math.min(to.length(), longestPrefix); own == null && end >= 0; end--) {
      own = plans.get(to.substring(0, end) + STAR);
    }
    return Optional.ofNullable(own == null ? others : own);
  }
}
