package callflux.gateway.call;

/// Which call it is, as Twilio's webhook told.
///
/// @param callSid `CA` and 32 hex digits
/// @param accountSid `AC` and 32 hex digits
/// @param from the caller's number or address: personal, never logged
/// @param to the number that was called
public record Call(String callSid, String accountSid, String from, String to) {

  /// The SID alone: a call is safe to log.
  @Override
  public String toString() {
    return callSid;
  }
}
