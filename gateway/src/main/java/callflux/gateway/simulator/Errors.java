package callflux.gateway.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes `error` events.
final class Errors {
  private Errors() {}

  /// An event that tells why a client event is not obeyed.
  ///
  /// @param eventId of the client event at fault, if it had one
  static ObjectNode event(Wire wire, Refused refused, @Nullable String eventId) {
    ObjectNode event = wire.event("error");
    event
        .putObject("error")
        .put("type", "invalid_request_error")
        .put("code", refused.code())
        .put("message", refused.text())
        .put("param", refused.param())
        .put("event_id", eventId);
    return event;
  }
}
