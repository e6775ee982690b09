package callflux.codec.realtime;

import static callflux.codec.realtime.ClientEventWriter.writeIfPresent;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session.NoiseReduction;
import callflux.codec.realtime.Session.Tool;
import callflux.codec.realtime.Session.Transcription;
import callflux.codec.realtime.Session.TurnDetection;
import callflux.codec.realtime.Session.TurnDetection.SemanticVad;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// Writes a session's set-up as JSON: nested under `audio` as GA has it, or flat as before.
///
/// What is absent is left out, and so left at the server's own: one key that a server doesn't know
/// has the whole update refused.
record SessionWriter(Dialect dialect) {

  void write(Session session, JsonGenerator json) {
    json.writeStartObject();
    switch (dialect) {
      case GA -> writeNested(session, json);
      case BETA -> writeFlat(session, json);
    }
    writeTools(session, json);
    json.writeEndObject();
  }

  private static void writeNested(Session session, JsonGenerator json) {
    json.writeStringProperty("type", "realtime");
    writeIfPresent("model", session.model(), json);
    json.writeStringProperty("instructions", session.instructions());
    writeTexts("output_modalities", json, "audio");
    json.writeObjectPropertyStart("audio");
    json.writeObjectPropertyStart("input");
    writeFormat(session.format(), json);
    writeNoiseReduction("noise_reduction", session, json);
    writeTranscription("transcription", session, json);
    writeTurnDetection(session.turnDetection(), json);
    json.writeEndObject();
    json.writeObjectPropertyStart("output");
    writeFormat(session.format(), json);
    writeNestedVoice(session, json);
    json.writeEndObject();
    json.writeEndObject();
    writeMaxTokens("max_output_tokens", session, json);
  }

  private static void writeFlat(Session session, JsonGenerator json) {
    writeIfPresent("model", session.model(), json);
    json.writeStringProperty("instructions", session.instructions());
    writeTexts("modalities", json, "text", "audio");
    json.writeStringProperty("input_audio_format", flatName(session.format()));
    json.writeStringProperty("output_audio_format", flatName(session.format()));
    writeNoiseReduction("input_audio_noise_reduction", session, json);
    writeTranscription("input_audio_transcription", session, json);
    writeTurnDetection(session.turnDetection(), json);
    writeIfPresent("voice", session.voice(), json);
    writeSpeed(session, json);
    writeMaxTokens("max_response_output_tokens", session, json);
  }

  private static void writeFormat(AudioFormat format, JsonGenerator json) {
    json.writeObjectPropertyStart("format");
    json.writeStringProperty("type", format.mediaType());
    if (format == AudioFormat.PCM16) {
      // G.711 has one rate, and a key for it is an unknown one.
      json.writeNumberProperty("rate", format.sampleRate());
    }
    json.writeEndObject();
  }

  private static String flatName(AudioFormat format) {
    return switch (format) {
      case PCMU -> "g711_ulaw";
      case PCMA -> "g711_alaw";
      case PCM16 -> "pcm16";
    };
  }

  /// A voice of one's own goes by its id; the older dialect knew none.
  private static void writeNestedVoice(Session session, JsonGenerator json) {
    var voice = session.voice();
    if (voice != null && voice.startsWith(Session.OWN_VOICE)) {
      json.writeObjectPropertyStart("voice");
      json.writeStringProperty("id", voice);
      json.writeEndObject();
    } else {
      writeIfPresent("voice", voice, json);
    }
    writeSpeed(session, json);
  }

  private static void writeSpeed(Session session, JsonGenerator json) {
    if (session.speed() != 1.0) {
      json.writeNumberProperty("speed", session.speed());
    }
  }

  private static void writeNoiseReduction(String name, Session session, JsonGenerator json) {
    NoiseReduction reduction = session.noiseReduction();
    if (reduction != null) {
      json.writeObjectPropertyStart(name);
      json.writeStringProperty("type", spelled(reduction));
      json.writeEndObject();
    }
  }

  private static void writeTranscription(String name, Session session, JsonGenerator json) {
    Transcription transcription = session.transcription();
    if (transcription != null) {
      json.writeObjectPropertyStart(name);
      json.writeStringProperty("model", transcription.model());
      writeIfPresent("language", transcription.language(), json);
      writeIfPresent("prompt", transcription.prompt(), json);
      json.writeEndObject();
    }
  }

  private static void writeTurnDetection(TurnDetection detection, JsonGenerator json) {
    json.writeObjectPropertyStart("turn_detection");
    switch (detection) {
      case ServerVad vad -> writeServerVad(vad, json);
      case SemanticVad vad -> {
        json.writeStringProperty("type", "semantic_vad");
        json.writeStringProperty("eagerness", spelled(vad.eagerness()));
      }
    }
    json.writeBooleanProperty("create_response", detection.createResponse());
    json.writeBooleanProperty("interrupt_response", detection.interruptResponse());
    json.writeEndObject();
  }

  private static void writeServerVad(ServerVad vad, JsonGenerator json) {
    json.writeStringProperty("type", "server_vad");
    json.writeNumberProperty("threshold", vad.threshold());
    json.writeNumberProperty("prefix_padding_ms", vad.prefixPaddingMillis());
    json.writeNumberProperty("silence_duration_ms", vad.silenceDurationMillis());
    Integer idleTimeout = vad.idleTimeoutMillis();
    if (idleTimeout != null) {
      json.writeNumberProperty("idle_timeout_ms", idleTimeout);
    }
  }

  private static void writeMaxTokens(String name, Session session, JsonGenerator json) {
    Integer tokens = session.maxOutputTokens();
    if (tokens != null) {
      json.writeNumberProperty(name, tokens);
    }
  }

  private static void writeTools(Session session, JsonGenerator json) {
    if (session.tools().isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("tools");
    session.tools().forEach(tool -> writeTool(tool, json));
    json.writeEndArray();
    json.writeStringProperty("tool_choice", "auto");
  }

  private static void writeTool(Tool tool, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("type", "function");
    json.writeStringProperty("name", tool.name());
    json.writeStringProperty("description", tool.description());
    json.writePOJOProperty("parameters", tool.parameters());
    json.writeEndObject();
  }

  private static void writeTexts(String name, JsonGenerator json, String... texts) {
    json.writeArrayPropertyStart(name);
    for (var text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
