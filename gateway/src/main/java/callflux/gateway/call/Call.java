package callflux.gateway.call;

import callflux.gateway.agent.Agent;
import callflux.gateway.agent.NumberPlan;

/// Which call it is, as Twilio's webhook told, and who answers it.
///
/// @param callSid `CA` and 32 hex digits
/// @param accountSid `AC` and 32 hex digits
/// @param from the caller's number or address: personal, never logged
/// @param to the number that was called
/// @param plan what becomes of it: decided once, when it came in
public record Call(String callSid, String accountSid, String from, String to, NumberPlan plan) {

  /// Who answers.
  public Agent agent() {
    return plan.agent();
  }

  /// The SID alone: a call is safe to log.
  @Override
  public String toString() {
    return callSid;
  }
}
