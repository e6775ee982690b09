package callflux.codec.realtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of the conversation.
///
/// @see <a href="https://developers.openai.com/api/docs/guides/realtime-conversations">Realtime
///   conversations</a>
public sealed interface Item {

  /// Given by the server, or by the client when it creates the item; absent where neither has.
  @Nullable String id();

  /// Something said or written.
  ///
  /// @param status `in_progress`, `completed` or `incomplete`; absent on what the client creates
  /// @param role `system`, `user` or `assistant`
  record Message(@Nullable String id, @Nullable String status, String role, List<Content> content)
      implements Item {}

  /// The model asks for a function.
  ///
  /// @param arguments JSON text, whole only when the status is `completed`
  record FunctionCall(
      @Nullable String id, @Nullable String status, String callId, String name, String arguments)
      implements Item {}

  /// A function's answer.
  ///
  /// @param output a string, usually JSON text
  record FunctionCallOutput(@Nullable String id, String callId, String output) implements Item {}

  /// Any other kind, named by its `type`.
  record Other(@Nullable String id, String type) implements Item {}

  /// A part of a message: text as it was written, or the words of its audio.
  ///
  /// @param type `input_text`, `input_audio`, `output_text` or `output_audio`; the older `text` and
  ///   `audio` are read as the output ones
  /// @param text the text, or the transcript of the audio; absent while unknown
  record Content(String type, @Nullable String text) {}
}
