package callflux.codec.realtime;

import callflux.codec.audio.MediaFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a Realtime server says, as far as a phone bridge listens. Everything else is [Other].
///
/// @see <a
///   href="https://developers.openai.com/api/docs/api-reference/realtime-server-events">Realtime
///   server events</a>
public sealed interface ServerEvent {

  /// The first thing said on a socket.
  ///
  /// @param sessionId empty when not told
  /// @param expiresAt Unix seconds at which the session ends; 0 when not told
  record SessionCreated(String sessionId, long expiresAt) implements ServerEvent {}

  /// A `session.update` is in force.
  ///
  /// @param sessionId empty when not told
  /// @param expiresAt as for [SessionCreated]
  record SessionUpdated(String sessionId, long expiresAt) implements ServerEvent {}

  /// The caller speaks: barge-in, if anything is being said.
  ///
  /// @param itemId the caller's message to come
  /// @param audioStartMillis in audio written since the session began, less the padding
  record SpeechStarted(String itemId, long audioStartMillis) implements ServerEvent {}

  /// The caller has stopped; the silence that told so is included in the time.
  record SpeechStopped(String itemId, long audioEndMillis) implements ServerEvent {}

  /// The caller's audio became an item.
  record InputAudioCommitted(String itemId, @Nullable String previousItemId)
      implements ServerEvent {}

  /// Nobody spoke for the idle time-out; the model will.
  record InputTimeoutTriggered(String itemId) implements ServerEvent {}

  /// An item joined the conversation (`conversation.item.added`, and the older `created`).
  record ItemAdded(@Nullable String previousItemId, Item item) implements ServerEvent {}

  /// An item is whole.
  record ItemDone(@Nullable String previousItemId, Item item) implements ServerEvent {}

  /// A truncation took effect.
  record ItemTruncated(String itemId, int contentIndex, long audioEndMillis)
      implements ServerEvent {}

  /// An item is gone.
  record ItemDeleted(String itemId) implements ServerEvent {}

  /// A piece of the caller's words.
  record InputTranscriptDelta(String itemId, int contentIndex, String delta)
      implements ServerEvent {}

  /// The caller's words, which may come after the answer to them.
  record InputTranscriptCompleted(String itemId, int contentIndex, String transcript, Usage usage)
      implements ServerEvent {}

  /// The caller's words can't be had; the turn goes on.
  record InputTranscriptFailed(String itemId, int contentIndex, @Nullable String code)
      implements ServerEvent {}

  /// The model begins to answer.
  ///
  /// @param outOfBand whether the answer is outside the conversation (`conversation: none`), told
  ///   by a conversation id that is `null`; false when the server leaves it out
  record ResponseCreated(String responseId, boolean outOfBand) implements ServerEvent {}

  /// The model has answered, one way or another. Always sent; carries no audio.
  ///
  /// @param status `COMPLETED` when not told, `INCOMPLETE` when newer than these
  /// @param reason why it is not complete: `turn_detected`, `client_cancelled`,
  ///   `max_output_tokens`, `content_filter`, or the code of the failure
  /// @param output items that can't be read are [Item.Other], for the end must be heard of
  record ResponseDone(
      String responseId, Status status, @Nullable String reason, List<Item> output, Usage usage)
      implements ServerEvent {}

  /// An item of a response begins.
  record OutputItemAdded(String responseId, Item item) implements ServerEvent {}

  /// An item of a response is whole, or was cut: see its status.
  record OutputItemDone(String responseId, Item item) implements ServerEvent {}

  /// Speech for the caller, usually faster than it can be heard.
  record OutputAudioDelta(String responseId, String itemId, int contentIndex, MediaFrame frame)
      implements ServerEvent {}

  /// No more speech of this item, whether it was finished or cut.
  record OutputAudioDone(String responseId, String itemId, int contentIndex)
      implements ServerEvent {}

  /// A piece of the model's words.
  record OutputTranscriptDelta(String responseId, String itemId, int contentIndex, String delta)
      implements ServerEvent {}

  /// The model's words, whole.
  record OutputTranscriptDone(String responseId, String itemId, int contentIndex, String transcript)
      implements ServerEvent {}

  /// Text of a response that is not spoken.
  record OutputTextDone(String responseId, String itemId, int contentIndex, String text)
      implements ServerEvent {}

  /// The arguments of a function call; partial JSON when the response was cut.
  record FunctionCallArgumentsDone(
      String responseId, String itemId, String callId, @Nullable String name, String arguments)
      implements ServerEvent {}

  /// What is left of the account's rates.
  record RateLimitsUpdated(List<RateLimit> limits) implements ServerEvent {}

  /// Something went wrong; the session usually goes on.
  ///
  /// @param eventId the client event at fault, if it was named
  @SuppressWarnings("AvoidCommonTypeNames") // the wire's own name
  record Error(
      String type,
      @Nullable String code,
      String message,
      @Nullable String param,
      @Nullable String eventId)
      implements ServerEvent {}

  /// An event that the bridge has no use for, or that is newer than it.
  record Other(String type) implements ServerEvent {}

  /// How a response ended.
  enum Status {
    IN_PROGRESS,
    COMPLETED,
    CANCELLED,
    INCOMPLETE,
    FAILED
  }

  /// One limit and what is left of it.
  ///
  /// @param name `requests` or `tokens`
  record RateLimit(String name, long limit, long remaining, double resetSeconds) {}
}
