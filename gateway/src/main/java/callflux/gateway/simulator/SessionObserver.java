package callflux.gateway.simulator;

/// Is told of sessions as they go, on their event loops: it may not wait.
public interface SessionObserver {

  default void opened(SessionJournal session) {}

  /// A client event has come and has been dealt with.
  ///
  /// @param type of the event, such as `response.create`
  default void received(SessionJournal session, String type) {}

  default void closed(SessionJournal session) {}

  /// One who does not care.
  static SessionObserver nobody() {
    return new SessionObserver() {};
  }
}
