package callflux.codec.realtime;

import callflux.codec.audio.MediaFrame;
import org.jspecify.annotations.Nullable;

/// What the gateway tells a Realtime server.
///
/// An `eventId`, where one is given, comes back as [ServerEvent.Error#eventId] when the event fails
/// (at most 512 characters).
///
/// @see <a
///   href="https://developers.openai.com/api/docs/api-reference/realtime-client-events">Realtime
///   client events</a>
public sealed interface ClientEvent {

  /// Sets the session up. Refused as a whole when any part of it is.
  record SessionUpdate(@Nullable String eventId, Session session) implements ClientEvent {}

  /// The caller's voice. Never answered.
  record InputAudioAppend(MediaFrame frame) implements ClientEvent {}

  /// Makes an item of the audio so far, where no turn detection does.
  record InputAudioCommit() implements ClientEvent {}

  /// Forgets the audio so far.
  record InputAudioClear() implements ClientEvent {}

  /// Adds to the conversation.
  ///
  /// @param previousItemId where; absent is at the end, `root` at the beginning
  record ItemCreate(@Nullable String eventId, @Nullable String previousItemId, Item item)
      implements ClientEvent {}

  /// Removes from the conversation.
  record ItemDelete(@Nullable String eventId, String itemId) implements ClientEvent {}

  /// Tells how much of the model's speech was heard: the rest, and its words, are forgotten.
  ///
  /// @param audioEndMillis never more than the audio received of that item
  record ItemTruncate(
      @Nullable String eventId, String itemId, int contentIndex, long audioEndMillis)
      implements ClientEvent {}

  /// Asks for an answer. One at a time.
  ///
  /// @param instructions replace the session's for this answer; absent keeps them
  /// @param mayCall whether it may call functions
  record ResponseCreate(@Nullable String eventId, @Nullable String instructions, boolean mayCall)
      implements ClientEvent {

    /// An answer that may call functions.
    public ResponseCreate(@Nullable String eventId, @Nullable String instructions) {
      this(eventId, instructions, true);
    }
  }

  /// Stops an answer.
  ///
  /// @param responseId absent is whichever is active
  record ResponseCancel(@Nullable String eventId, @Nullable String responseId)
      implements ClientEvent {}
}
