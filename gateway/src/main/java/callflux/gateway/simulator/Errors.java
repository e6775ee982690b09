package callflux.gateway.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes events that tell what is wrong.
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

  /// An event that tells that the words of a caller's turn can't be had.
  static ObjectNode unintelligible(Wire wire, String itemId) {
    ObjectNode event =
        wire.event("conversation.item.input_audio_transcription.failed")
            .put("item_id", itemId)
            .put("content_index", 0);
    event
        .putObject("error")
        .put("type", "transcription_error")
        .put("code", "audio_unintelligible")
        .put("message", "The audio could not be transcribed.")
        .putNull("param");
    return event;
  }
}
