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
/// @param caller what else is known of who calls
public record Call(
    String callSid, String accountSid, String from, String to, NumberPlan plan, Caller caller) {

  /// A call of which no more is known than its two numbers.
  public Call(String callSid, String accountSid, String from, String to, NumberPlan plan) {
    this(callSid, accountSid, from, to, plan, Caller.UNKNOWN);
  }

  /// What the network says of a caller: personal, never logged, and a stranger's text, which may
  /// say anything. What it does not say is empty.
  public record Caller(String name, String city, String state, String zip, String country) {
    public static final Caller UNKNOWN = new Caller("", "", "", "", "");

    /// Nothing: it is safe to log.
    @Override
    public String toString() {
      return "caller";
    }
  }

  /// Who answers.
  public Agent agent() {
    return plan.agent();
  }

  /// Whether somebody calls from a country that may call this number.
  public boolean isWelcome() {
    return Callers.isWelcome(from, plan.door());
  }

  /// Who calls, as far as it may be shown.
  public MaskedNumber maskedFrom() {
    return MaskedNumber.of(from);
  }

  /// The SID alone: a call is safe to log.
  @Override
  public String toString() {
    return callSid;
  }
}
