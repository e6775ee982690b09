package callflux.gateway.softphone;

import callflux.codec.audio.AudioFormat;
import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.agent.NumberPlan;
import java.util.List;
import java.util.Optional;

/// What a softphone can call.
///
/// @param to the number, or what stands for it: a prefix with a star, or `default`
/// @param plan what becomes of the call, in the softphone's own audio format
record Line(String to, NumberPlan plan) {
  /// Wideband both ways: what a browser records is passed on as it is.
  static final AudioFormat FORMAT = AudioFormat.PCM16;

  /// What somebody asks for; either may be empty.
  ///
  /// @param number to call; goes before the agent
  /// @param agent who should answer, whatever the number
  record Wish(String number, String agent) {

    boolean isEmpty() {
      return number.isEmpty() && agent.isEmpty();
    }
  }

  /// All there are.
  static List<Line> all(AgentDirectory directory) {
    return directory.plans().stream().map(plan -> of(plan.label(), plan)).toList();
  }

  /// The one that is asked for; that for all numbers, or the first, if none is.
  static Optional<Line> asked(Wish wish, AgentDirectory directory) {
    if (!wish.number().isEmpty()) {
      return directory.plan(wish.number()).map(plan -> of(wish.number(), plan));
    }
    var plans =
        directory.plans().stream()
            .filter(plan -> wish.agent().isEmpty() || plan.agent().name().equals(wish.agent()))
            .toList();
    return plans.stream()
        .filter(plan -> plan.label().equals(NumberPlan.OTHERS))
        .findFirst()
        .or(() -> plans.stream().findFirst())
        .map(plan -> of(plan.label(), plan));
  }

  private static Line of(String to, NumberPlan plan) {
    return new Line(to, new NumberPlan(plan.label(), plan.agent().in(FORMAT), plan.door()));
  }
}
