package callflux.gateway.agent;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.Eagerness;
import callflux.codec.realtime.Session.NoiseReduction;
import callflux.codec.realtime.Session.Transcription;
import callflux.codec.realtime.Session.TurnDetection;
import callflux.codec.realtime.Session.TurnDetection.SemanticVad;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.gateway.agent.Agent.Limits;
import callflux.gateway.config.Section;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How an agent is written in the configuration file. Keys are named as Realtime names them.
public final class AgentSettings {
  private static final String INSTRUCTIONS =
      "You are a friendly assistant on the phone. Keep your answers short: one or two sentences.";
  private static final String GREETING = "Greet the caller in one short sentence and offer help.";

  /// How turns are detected.
  private enum Detection {
    SERVER_VAD,
    SEMANTIC_VAD
  }

  private AgentSettings() {}

  /// Faults go to where the section's settings keep them.
  public static Agent read(Section section) {
    var session =
        new Session(
            null,
            section.word("instructions").orElse(INSTRUCTIONS),
            AudioFormat.PCMU,
            section.word("voice").orElse(null),
            section.number("speed", 0.25, 1.5, 1.0),
            turnDetection(section.section("turn_detection")),
            section.oneOf("noise_reduction", NoiseReduction.class).orElse(null),
            transcription(section.section("transcription")),
            section.has("max_output_tokens")
                ? section.integer("max_output_tokens", 1, 4_096, 4_096)
                : null,
            List.of());
    // An empty greeting lets the caller begin.
    var greeting = section.text("greeting").orElse(GREETING);
    return new Agent(
        section.word("name").orElse("default"),
        session,
        greeting.isBlank() ? null : greeting,
        limits(section.section("limits")));
  }

  private static TurnDetection turnDetection(Section section) {
    var type = section.oneOf("type", Detection.class).orElse(Detection.SERVER_VAD);
    boolean create = section.bool("create_response", true);
    boolean interrupt = section.bool("interrupt_response", true);
    return switch (type) {
      case SEMANTIC_VAD ->
          new SemanticVad(
              section.oneOf("eagerness", Eagerness.class).orElse(Eagerness.AUTO),
              create,
              interrupt);
      case SERVER_VAD ->
          new ServerVad(
              section.number("threshold", 0, 1, 0.5),
              section.integer("prefix_padding_ms", 0, 5_000, 300),
              section.integer("silence_duration_ms", 50, 10_000, 500),
              section.has("idle_timeout_ms")
                  ? section.integer("idle_timeout_ms", 5_000, 30_000, 10_000)
                  : null,
              create,
              interrupt);
    };
  }

  private static @Nullable Transcription transcription(Section section) {
    var model = section.word("model");
    var language = section.word("language").map(code -> code.toLowerCase(Locale.ROOT));
    var prompt = section.word("prompt");
    if (model.isEmpty() && (language.isPresent() || prompt.isPresent())) {
      section.fault("model", "is not set", "name the model that is to write down what is said");
    }
    return model
        .map(name -> new Transcription(name, language.orElse(null), prompt.orElse(null)))
        .orElse(null);
  }

  private static Limits limits(Section section) {
    return new Limits(
        section.duration("length", Duration.ofMinutes(60)),
        section.duration("silence", Duration.ofSeconds(60)));
  }
}
