package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a session is set up: the whole of it, as `session.created` and `session.updated` tell it,
/// and the parts that matter to us. Never changed, but replaced.
final class Settings {
  private static final ObjectNode USUAL =
      Json.parse(
          """
          {
            "type": "realtime",
            "object": "realtime.session",
            "id": "",
            "model": "",
            "output_modalities": ["audio"],
            "instructions": "You are a helpful voice assistant. Speak briefly and kindly.",
            "tools": [],
            "tool_choice": "auto",
            "max_output_tokens": "inf",
            "tracing": null,
            "truncation": "auto",
            "prompt": null,
            "expires_at": 0,
            "audio": {
              "input": {
                "format": {"type": "audio/pcm", "rate": 24000},
                "transcription": null,
                "noise_reduction": null,
                "turn_detection": {
                  "type": "server_vad",
                  "threshold": 0.5,
                  "prefix_padding_ms": 300,
                  "silence_duration_ms": 200,
                  "idle_timeout_ms": null,
                  "create_response": true,
                  "interrupt_response": true
                }
              },
              "output": {
                "format": {"type": "audio/pcm", "rate": 24000},
                "voice": "marin",
                "speed": 1.0
              }
            },
            "include": null
          }
          """);

  private final ObjectNode tree;
  private final AudioFormat inputFormat;
  private final AudioFormat outputFormat;
  private final @Nullable TurnDetection turnDetection;

  private Settings(ObjectNode tree) {
    this.tree = tree;
    this.inputFormat = format(tree.path("audio").path("input").path("format"));
    this.outputFormat = format(tree.path("audio").path("output").path("format"));
    this.turnDetection = TurnDetection.of(tree.path("audio").path("input").path("turn_detection"));
  }

  /// What a session begins with.
  ///
  /// @param expiresAt Unix seconds
  static Settings initial(String sessionId, String model, long expiresAt) {
    ObjectNode tree = USUAL.deepCopy();
    tree.put("id", sessionId).put("model", model).put("expires_at", expiresAt);
    return new Settings(tree);
  }

  /// These settings with an update applied: all of it or, if any of it is refused, nothing.
  ///
  /// @param spoken whether the model has been heard, after which its voice can't change
  Settings updatedBy(JsonNode update, boolean spoken) {
    Shapes.SESSION.check("session", update);
    JsonNode model = update.path("model");
    if (model.isString() && !model.equals(tree.path("model"))) {
      throw Refused.invalidValue("session.model", "The model of a session cannot be changed.");
    }
    JsonNode voice = update.path("audio").path("output").path("voice");
    if (spoken && !voice.isMissingNode() && !voice.equals(voice())) {
      throw new Refused(
          "cannot_update_voice",
          "Cannot update a conversation's voice if assistant audio is present.",
          "session.audio.output.voice");
    }
    ObjectNode updated = tree.deepCopy();
    merge(update, updated);
    return new Settings(updated);
  }

  /// Fields of the session and of `audio` change one by one; all others as a whole.
  private static void merge(JsonNode update, ObjectNode into) {
    for (Map.Entry<String, JsonNode> field : update.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      switch (name) {
        case "audio", "input", "output" -> merge(value, (ObjectNode) into.path(name));
        case "turn_detection" -> into.set(name, completed(value));
        case "format" -> into.set(name, wholeFormat(value));
        default -> into.set(name, value.deepCopy());
      }
    }
  }

  private static JsonNode completed(JsonNode turnDetection) {
    if (!turnDetection.isObject()) {
      return turnDetection;
    }
    boolean semantic = "semantic_vad".equals(turnDetection.path("type").stringValue());
    ObjectNode whole =
        semantic
            ? Json.object()
                .put("type", "semantic_vad")
                .put("eagerness", "auto")
                .put("create_response", true)
                .put("interrupt_response", true)
            : (ObjectNode) USUAL.path("audio").path("input").path("turn_detection").deepCopy();
    turnDetection.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
    return whole;
  }

  private static ObjectNode wholeFormat(JsonNode format) {
    AudioFormat known = format(format);
    ObjectNode whole = Json.object().put("type", known.mediaType());
    return known == AudioFormat.PCM16 ? whole.put("rate", known.sampleRate()) : whole;
  }

  /// The format that a checked `format` object names.
  static AudioFormat format(JsonNode format) {
    return switch (format.path("type").stringValue("")) {
      case "audio/pcmu" -> AudioFormat.PCMU;
      case "audio/pcma" -> AudioFormat.PCMA;
      default -> AudioFormat.PCM16;
    };
  }

  ObjectNode tree() {
    return tree;
  }

  AudioFormat inputFormat() {
    return inputFormat;
  }

  AudioFormat outputFormat() {
    return outputFormat;
  }

  /// Absent when turns are the client's business.
  @Nullable TurnDetection turnDetection() {
    return turnDetection;
  }

  JsonNode voice() {
    return tree.path("audio").path("output").path("voice");
  }

  /// Whether the caller's words are wanted as text.
  boolean transcribes() {
    return tree.path("audio").path("input").path("transcription").isObject();
  }

  List<String> toolNames() {
    var names = new ArrayList<String>();
    for (JsonNode tool : tree.path("tools")) {
      if (tool.path("name").isString()) {
        names.add(tool.path("name").stringValue());
      }
    }
    return names;
  }
}
