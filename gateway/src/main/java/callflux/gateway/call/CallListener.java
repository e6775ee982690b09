package callflux.gateway.call;

/// Port: is told what happens in calls, and can't hold one up. Called on an event loop; returns at
/// once and never throws.
public interface CallListener {

  /// There was no place for a call.
  default void turnedAway(Call call, Admission.Reason reason) {}

  /// A call has a place, and its model is being dialled. Told once, before anything else of it.
  default void admitted(Call call) {}

  /// The caller is connected to the model.
  default void answered(Call call) {}

  /// Something happened in a live call.
  default void happened(Call call, CallEvent event) {}

  /// The call is over and both its legs are closed.
  default void ended(Call call, Termination termination, CallSummary summary) {}
}
