package callflux.gateway.call;

/// Port: acts on live calls from outside. A call that is not live is left alone, and so is one that
/// is ending already.
public interface CallControl {

  /// Ends a call politely: the model says one sentence of goodbye, and when that was heard, or
  /// twenty seconds are over, the call ends.
  ///
  /// @param why what it ends as
  void wrapUp(String callSid, Termination why);

  /// Ends a call at once.
  void end(String callSid, Termination why);
}
