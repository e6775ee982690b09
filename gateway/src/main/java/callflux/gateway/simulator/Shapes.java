package callflux.gateway.simulator;

import static callflux.gateway.simulator.Shape.anything;
import static callflux.gateway.simulator.Shape.bool;
import static callflux.gateway.simulator.Shape.integer;
import static callflux.gateway.simulator.Shape.listOf;
import static callflux.gateway.simulator.Shape.number;
import static callflux.gateway.simulator.Shape.object;
import static callflux.gateway.simulator.Shape.oneOf;
import static callflux.gateway.simulator.Shape.text;
import static callflux.gateway.simulator.Shape.textOr;
import static java.util.Map.entry;
import static java.util.Map.ofEntries;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The shapes of what clients may ask for: the fields of a session and of a response, and their
/// bounds.
final class Shapes {
  private static final Shape INTEGER = integer(0, Integer.MAX_VALUE);

  private static final Shape FORMAT =
      object(
              Map.of(
                  "type",
                  oneOf("audio/pcm", "audio/pcmu", "audio/pcma"),
                  "rate",
                  integer(24_000, 24_000)))
          .with("type");

  private static final Shape VOICE =
      textOr(
          oneOf(
              "alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin",
              "cedar"),
          object(Map.of("id", text())).with("id"));

  private static final Shape SERVER_VAD =
      object(
          ofEntries(
              entry("type", text()),
              entry("threshold", number(0, 1)),
              entry("prefix_padding_ms", INTEGER),
              entry("silence_duration_ms", INTEGER),
              entry("idle_timeout_ms", integer(5_000, 30_000).orNull()),
              entry("create_response", bool()),
              entry("interrupt_response", bool())));

  private static final Shape SEMANTIC_VAD =
      object(
          Map.of(
              "type", text(),
              "eagerness", oneOf("low", "medium", "high", "auto"),
              "create_response", bool(),
              "interrupt_response", bool()));

  private static final Shape INPUT =
      object(
          Map.of(
              "format", FORMAT,
              "noise_reduction",
                  object(
                          Map.of(
                              "type", oneOf("near_field", "far_field"),
                              "strength", number(0, Double.MAX_VALUE)))
                      .with("type")
                      .orNull(),
              "transcription",
                  object(
                          Map.of(
                              "model", text(),
                              "language", text(),
                              "prompt", text(),
                              "languages", listOf(text()),
                              "keywords", listOf(text()),
                              "delay", text()))
                      .orNull(),
              "turn_detection", ((Shape) Shapes::turnDetection).orNull()));

  private static final Shape MAX_OUTPUT_TOKENS = textOr(oneOf("inf"), integer(1, 4_096));

  private static final Shape MODALITIES =
      (path, value) -> {
        listOf(oneOf("audio", "text")).check(path, value);
        if (value.size() != 1) {
          throw Refused.invalidValue(path, "Invalid modalities: expected 'audio' or 'text'.");
        }
      };

  private static final Shape TOOLS =
      listOf((path, tool) -> {
        if (!tool.isObject()) {
          throw Refused.invalidType(path, "an object");
        }
        if (tool.path("type").isMissingNode()) {
          throw Refused.missing(path + ".type");
        }
        oneOf("function", "mcp").check(path + ".type", tool.path("type"));
        boolean function = "function".equals(tool.path("type").stringValue());
        String needed = function ? "name" : "server_label";
        if (!tool.path(needed).isString()) {
          throw Refused.missing(path + "." + needed);
        }
      });

  private static final Shape TOOL_CHOICE = textOr(oneOf("auto", "none", "required"), anything());

  /// Of the `session` in a `session.update`.
  static final Shape SESSION =
      object(
              ofEntries(
                  entry("type", oneOf("realtime")),
                  entry("model", text()),
                  entry("instructions", text()),
                  entry("output_modalities", MODALITIES),
                  entry("max_output_tokens", MAX_OUTPUT_TOKENS),
                  entry(
                      "audio",
                      object(
                          Map.of(
                              "input",
                              INPUT,
                              "output",
                              object(
                                  Map.of(
                                      "format",
                                      FORMAT,
                                      "voice",
                                      VOICE,
                                      "speed",
                                      number(0.25, 1.5)))))),
                  entry("tools", TOOLS),
                  entry("tool_choice", TOOL_CHOICE),
                  entry("parallel_tool_calls", bool()),
                  entry("reasoning", anything()),
                  entry("truncation", anything()),
                  entry("prompt", anything()),
                  entry("tracing", anything()),
                  entry(
                      "include",
                      listOf(oneOf("item.input_audio_transcription.logprobs")).orNull())))
          .with("type");

  /// Of the `response` in a `response.create`.
  static final Shape RESPONSE =
      object(
          ofEntries(
              entry("conversation", oneOf("auto", "none")),
              entry("instructions", text()),
              entry("output_modalities", MODALITIES),
              entry("max_output_tokens", MAX_OUTPUT_TOKENS),
              entry(
                  "audio",
                  object(Map.of("output", object(Map.of("format", FORMAT, "voice", VOICE))))),
              entry("tools", TOOLS),
              entry("tool_choice", TOOL_CHOICE),
              entry("parallel_tool_calls", bool()),
              entry("reasoning", anything()),
              entry("metadata", ((Shape) Shapes::metadata).orNull()),
              entry("prompt", anything()),
              entry("input", listOf(anything()))));

  private Shapes() {}

  private static void turnDetection(String path, JsonNode value) {
    if (!value.isObject()) {
      throw Refused.invalidType(path, "an object");
    }
    if (value.path("type").isMissingNode()) {
      throw Refused.missing(path + ".type");
    }
    oneOf("server_vad", "semantic_vad").check(path + ".type", value.path("type"));
    boolean semantic = "semantic_vad".equals(value.path("type").stringValue());
    (semantic ? SEMANTIC_VAD : SERVER_VAD).check(path, value);
  }

  private static void metadata(String path, JsonNode value) {
    if (!value.isObject()) {
      throw Refused.invalidType(path, "an object");
    }
    if (value.size() > 16) {
      throw Refused.invalidValue(path, "Invalid metadata: at most 16 pairs are kept.");
    }
    for (Map.Entry<String, JsonNode> pair : value.properties()) {
      text().check(path + "." + pair.getKey(), pair.getValue());
      if (pair.getKey().length() > 64 || pair.getValue().stringValue().length() > 512) {
        throw Refused.invalidValue(path, "Invalid metadata: a key or a value is too long.");
      }
    }
  }
}
