package callflux.codec.realtime;

import static java.util.Map.entry;

import callflux.codec.audio.AudioFormat;
import callflux.codec.json.JsonFields;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads server events from their JSON, under the names of both dialects.
///
/// What OpenAI's own types require and the bridge can't do without is needed; all else is optional,
/// for compatible servers leave it out.
final class ServerEventReader {
  private static final Map<String, Function<JsonFields, ServerEvent>> READERS =
      Map.ofEntries(
          entry("error", ServerEventReader::error),
          entry("session.created", ServerEventReader::sessionCreated),
          entry("session.updated", ServerEventReader::sessionUpdated),
          entry("rate_limits.updated", ServerEventReader::rateLimits),
          entry("input_audio_buffer.speech_started", ServerEventReader::speechStarted),
          entry("input_audio_buffer.speech_stopped", ServerEventReader::speechStopped),
          entry("input_audio_buffer.committed", ServerEventReader::committed),
          entry("input_audio_buffer.timeout_triggered", ServerEventReader::timeoutTriggered),
          entry("conversation.item.added", ServerEventReader::itemAdded),
          entry("conversation.item.created", ServerEventReader::itemAdded),
          entry("conversation.item.done", ServerEventReader::itemDone),
          entry("conversation.item.truncated", ServerEventReader::itemTruncated),
          entry("conversation.item.deleted", ServerEventReader::itemDeleted),
          entry(
              "conversation.item.input_audio_transcription.delta",
              ServerEventReader::transcriptDelta),
          entry(
              "conversation.item.input_audio_transcription.completed",
              ServerEventReader::transcriptCompleted),
          entry(
              "conversation.item.input_audio_transcription.failed",
              ServerEventReader::transcriptFailed));

  private final ResponseEventReader responses;

  ServerEventReader(AudioFormat format) {
    this.responses = new ResponseEventReader(format);
  }

  ServerEvent read(JsonFields message) {
    var type = message.text("type");
    var event = message.named(type);
    var reader = READERS.get(type);
    var known = reader == null ? responses.read(type, event) : reader.apply(event);
    return known == null ? new ServerEvent.Other(type) : known;
  }

  private static ServerEvent error(JsonFields event) {
    var error = event.object("error");
    return new ServerEvent.Error(
        error.text("type", "unknown"),
        error.optionalText("code"),
        error.text("message", ""),
        error.optionalText("param"),
        error.optionalText("event_id"));
  }

  private static ServerEvent sessionCreated(JsonFields event) {
    var session = event.object("session");
    return new ServerEvent.SessionCreated(session.text("id", ""), session.whole("expires_at", 0));
  }

  private static ServerEvent sessionUpdated(JsonFields event) {
    var session = event.object("session");
    return new ServerEvent.SessionUpdated(session.text("id", ""), session.whole("expires_at", 0));
  }

  private static ServerEvent rateLimits(JsonFields event) {
    return new ServerEvent.RateLimitsUpdated(
        event.objects("rate_limits").stream().map(ServerEventReader::rateLimit).toList());
  }

  private static ServerEvent.RateLimit rateLimit(JsonFields limit) {
    return new ServerEvent.RateLimit(
        limit.text("name", ""),
        limit.whole("limit", 0),
        limit.whole("remaining", 0),
        limit.number("reset_seconds", 0));
  }

  private static ServerEvent speechStarted(JsonFields event) {
    return new ServerEvent.SpeechStarted(event.text("item_id"), event.whole("audio_start_ms"));
  }

  private static ServerEvent speechStopped(JsonFields event) {
    return new ServerEvent.SpeechStopped(event.text("item_id"), event.whole("audio_end_ms"));
  }

  private static ServerEvent committed(JsonFields event) {
    return new ServerEvent.InputAudioCommitted(event.text("item_id"), previous(event));
  }

  private static ServerEvent timeoutTriggered(JsonFields event) {
    return new ServerEvent.InputTimeoutTriggered(event.text("item_id"));
  }

  private static ServerEvent itemAdded(JsonFields event) {
    return new ServerEvent.ItemAdded(previous(event), ItemReader.read(event.object("item")));
  }

  private static ServerEvent itemDone(JsonFields event) {
    return new ServerEvent.ItemDone(previous(event), ItemReader.read(event.object("item")));
  }

  private static ServerEvent itemTruncated(JsonFields event) {
    return new ServerEvent.ItemTruncated(
        event.text("item_id"), event.index("content_index"), event.whole("audio_end_ms"));
  }

  private static ServerEvent itemDeleted(JsonFields event) {
    return new ServerEvent.ItemDeleted(event.text("item_id"));
  }

  private static ServerEvent transcriptDelta(JsonFields event) {
    // Optional in OpenAI's types: a delta may hold nothing but log probabilities.
    return new ServerEvent.InputTranscriptDelta(
        event.text("item_id"), (int) event.whole("content_index", 0), event.text("delta", ""));
  }

  private static ServerEvent transcriptCompleted(JsonFields event) {
    return new ServerEvent.InputTranscriptCompleted(
        event.text("item_id"),
        event.index("content_index"),
        event.text("transcript"),
        UsageReader.read(event.optionalObject("usage")));
  }

  private static ServerEvent transcriptFailed(JsonFields event) {
    var error = event.optionalObject("error");
    return new ServerEvent.InputTranscriptFailed(
        event.text("item_id"),
        event.index("content_index"),
        error == null ? null : error.optionalText("code"));
  }

  private static @Nullable String previous(JsonFields event) {
    return event.optionalText("previous_item_id");
  }
}
