package callflux.codec.realtime;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.json.Base64Text;
import callflux.codec.json.JsonFields;
import callflux.codec.json.MalformedMessage;
import callflux.codec.realtime.ServerEvent.Status;
import org.jspecify.annotations.Nullable;

/// Reads `response.*`, under the names of both dialects.
final class ResponseEventReader {
  private final AudioFormat format;

  ResponseEventReader(AudioFormat format) {
    this.format = format;
  }

  /// Null for a type that is not known.
  @Nullable ServerEvent read(String type, JsonFields event) {
    return switch (type) {
      case "response.output_audio.delta", "response.audio.delta" -> audioDelta(event);
      case "response.output_audio_transcript.delta", "response.audio_transcript.delta" ->
          transcriptDelta(event);
      case "response.output_audio_transcript.done", "response.audio_transcript.done" ->
          transcriptDone(event);
      case "response.output_audio.done", "response.audio.done" -> audioDone(event);
      case "response.output_text.done", "response.text.done" -> textDone(event);
      case "response.created" -> created(event.object("response"));
      case "response.done" -> done(event.object("response"));
      case "response.output_item.added" ->
          new ServerEvent.OutputItemAdded(responseId(event), ItemReader.read(event.object("item")));
      case "response.output_item.done" ->
          new ServerEvent.OutputItemDone(responseId(event), ItemReader.read(event.object("item")));
      case "response.function_call_arguments.done" -> argumentsDone(event);
      default -> null;
    };
  }

  private ServerEvent audioDelta(JsonFields event) {
    byte[] audio = Base64Text.decode(event.text("delta"));
    if (audio == null) {
      throw new MalformedMessage("response.output_audio.delta.delta is not base64");
    }
    var frame = MediaFrame.owning(format, audio);
    if (frame.audioLength() % format.bytesPerSample() != 0) {
      throw new MalformedMessage("response.output_audio.delta.delta ends within a sample");
    }
    return new ServerEvent.OutputAudioDelta(
        responseId(event), itemId(event), contentIndex(event), frame);
  }

  private static ServerEvent audioDone(JsonFields event) {
    return new ServerEvent.OutputAudioDone(responseId(event), itemId(event), contentIndex(event));
  }

  private static ServerEvent transcriptDelta(JsonFields event) {
    return new ServerEvent.OutputTranscriptDelta(
        responseId(event), itemId(event), contentIndex(event), event.text("delta"));
  }

  private static ServerEvent transcriptDone(JsonFields event) {
    return new ServerEvent.OutputTranscriptDone(
        responseId(event), itemId(event), contentIndex(event), event.text("transcript"));
  }

  private static ServerEvent textDone(JsonFields event) {
    return new ServerEvent.OutputTextDone(
        responseId(event), itemId(event), contentIndex(event), event.text("text"));
  }

  private static ServerEvent argumentsDone(JsonFields event) {
    return new ServerEvent.FunctionCallArgumentsDone(
        responseId(event),
        itemId(event),
        event.text("call_id"),
        event.optionalText("name"),
        event.text("arguments"));
  }

  /// Out of band is what the API says in so many words: its conversation id "will be null". A
  /// server that leaves it out says nothing.
  private static ServerEvent created(JsonFields response) {
    return new ServerEvent.ResponseCreated(response.text("id"), response.isNull("conversation_id"));
  }

  private static ServerEvent done(JsonFields response) {
    return new ServerEvent.ResponseDone(
        response.text("id"),
        status(response.text("status", "completed")),
        reason(response.optionalObject("status_details")),
        response.objects("output").stream().map(ItemReader::readLeniently).toList(),
        UsageReader.read(response.optionalObject("usage")));
  }

  /// A status newer than these is an end all the same, and not known to be a whole one.
  private static Status status(String status) {
    return switch (status) {
      case "completed" -> Status.COMPLETED;
      case "cancelled" -> Status.CANCELLED;
      case "failed" -> Status.FAILED;
      case "in_progress" -> Status.IN_PROGRESS;
      default -> Status.INCOMPLETE;
    };
  }

  private static @Nullable String reason(@Nullable JsonFields details) {
    if (details == null) {
      return null;
    }
    var reason = details.optionalText("reason");
    var error = details.optionalObject("error");
    return reason != null || error == null ? reason : failure(error);
  }

  private static @Nullable String failure(JsonFields error) {
    var code = error.optionalText("code");
    return code != null ? code : error.optionalText("type");
  }

  private static String responseId(JsonFields event) {
    return event.text("response_id");
  }

  private static String itemId(JsonFields event) {
    return event.text("item_id");
  }

  private static int contentIndex(JsonFields event) {
    return event.index("content_index");
  }
}
