package callflux.gateway.agent;

/// What becomes of the calls to one number, or to all numbers that begin alike.
///
/// @param label as the configuration has it: a number, a prefix with a star, or [#OTHERS]. The
///   gateway's own, so that it may label a metric.
/// @param agent who answers, with what the number has changed of them
/// @param door who gets in
public record NumberPlan(String label, Agent agent, Door door) {
  /// Labels the plan for numbers that have none of their own.
  public static final String OTHERS = "default";

  /// A number whose door is like any other's.
  public NumberPlan(String label, Agent agent) {
    this(label, agent, Door.PLAIN);
  }
}
