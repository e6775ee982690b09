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

  /// Whether to be told what is said in a call. Nothing is kept of it for a call in which nobody
  /// wants to be told.
  default boolean wantsWords(Call call) {
    return false;
  }

  /// Something was said or done in a live call: personal. Told one after another, and nothing after
  /// the call's end; not only to those who want it.
  default void said(Call call, Said said) {}

  /// The call is over and both its legs are closed.
  default void ended(Call call, Termination termination, CallSummary summary) {}
}
