package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is settled about a response before it begins: the session's settings, and what
/// `response.create` put in their place.
///
/// @param conversationId absent when it is out of band
/// @param asked the `response` of `response.create`, or an empty object
record ResponseHead(String id, @Nullable String conversationId, Settings settings, JsonNode asked) {

  static ResponseHead of(String id, Conversation conversation, Settings settings, JsonNode asked) {
    boolean outOfBand = "none".equals(asked.path("conversation").stringValue("auto"));
    return new ResponseHead(id, outOfBand ? null : conversation.id(), settings, asked);
  }

  boolean outOfBand() {
    return conversationId == null;
  }

  boolean spoken() {
    return "audio".equals(or("output_modalities").path(0).stringValue("audio"));
  }

  AudioFormat format() {
    JsonNode format = asked.path("audio").path("output").path("format");
    return format.isMissingNode() ? settings.outputFormat() : Settings.format(format);
  }

  @Nullable String instructions() {
    JsonNode instructions = asked.path("instructions");
    return instructions.isString() ? instructions.stringValue() : null;
  }

  /// Tokens that the response may have; as good as none when not limited.
  int maxTokens() {
    return or("max_output_tokens").intValue(Integer.MAX_VALUE);
  }

  private JsonNode or(String field) {
    JsonNode own = asked.path(field);
    return own.isMissingNode() ? settings.tree().path(field) : own;
  }

  /// The response as an event shows it.
  ObjectNode describe(String status, JsonNode details, ArrayNode output, JsonNode usage) {
    ObjectNode response = Json.object();
    response.put("object", "realtime.response").put("id", id).put("status", status);
    response.set("status_details", details);
    response.set("output", output);
    response.put("conversation_id", conversationId);
    response.set("output_modalities", or("output_modalities"));
    response.set("max_output_tokens", or("max_output_tokens"));
    ObjectNode audio = response.putObject("audio").putObject("output");
    JsonNode format = asked.path("audio").path("output").path("format");
    audio.set(
        "format",
        format.isMissingNode()
            ? settings.tree().path("audio").path("output").path("format")
            : format);
    JsonNode voice = asked.path("audio").path("output").path("voice");
    audio.set("voice", voice.isMissingNode() ? settings.voice() : voice);
    response.set("usage", usage);
    JsonNode metadata = asked.path("metadata");
    response.set("metadata", metadata.isMissingNode() ? Json.nothing() : metadata);
    return response;
  }
}
