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
import callflux.gateway.config.Amounts;
import callflux.gateway.config.Section;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How an agent is written in the configuration file. Keys are named as Realtime names them.
final class AgentSettings {
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  /// How turns are detected.
  private enum Detection {
    SERVER_VAD,
    SEMANTIC_VAD
  }

  /// What an agent is read for.
  enum Use {
    /// To answer as it is.
    TO_ANSWER,
    /// To be what numbers may change.
    AS_A_BASE
  }

  /// What agents may refer to.
  ///
  /// @param models by the name of the server: what it runs for agents that ask for none
  record Surroundings(Map<String, String> models, ToolTerms tools) {}

  private AgentSettings() {}

  /// Reads one. Faults go to where the section's settings keep them.
  ///
  /// @param name that it goes by
  /// @param use whether a number may still give it variables
  static Agent read(String name, Section section, Surroundings around, Use use) {
    var upstream = upstream(section, around.models());
    var prompt = PromptSettings.read(section, use);
    var tools = new ToolSettings(around.tools()).read(section);
    var model = around.models().getOrDefault(upstream, "");
    return new Agent(
        name,
        session(section, prompt.instructions(), model)
            .with(tools.stream().map(Tool::function).toList()),
        prompt.greeting(),
        limits(section.section("limits")),
        upstream,
        section.someOf("caller_data", CallerField.class).stream().distinct().toList(),
        HoursSettings.read(section),
        tools);
  }

  /// @param otherwise the model, if the agent asks for none
  private static Session session(Section section, String instructions, String otherwise) {
    var model = section.word("model");
    var language = language(section);
    return new Session(
        model.orElse(null),
        instructions,
        section.oneOf("audio", AudioFormat.class).orElse(AudioFormat.PCMU),
        voice(section, model.orElse(otherwise)),
        section.number("speed", 0.25, 1.5, 1.0),
        turnDetection(section.section("turn_detection")),
        section.oneOf("noise_reduction", NoiseReduction.class).orElse(null),
        transcription(section.section("transcription"), language),
        section.has("max_output_tokens")
            ? section.integer("max_output_tokens", 1, 4_096, 4_096)
            : null,
        List.of());
  }

  private static String upstream(Section section, Map<String, String> models) {
    var name = section.word("upstream").orElse(Agent.DEFAULT_UPSTREAM);
    if (!models.containsKey(name)) {
      section.fault(
          "upstream", "is no upstream", "give one of: " + String.join(", ", models.keySet()));
    }
    return name;
  }

  private static @Nullable String voice(Section section, String model) {
    var voice = section.word("voice");
    voice
        .flatMap(name -> Voices.fault(name, model))
        .ifPresent(what -> section.fault("voice", what, "give one of: " + Voices.known()));
    return voice.orElse(null);
  }

  private static @Nullable String language(Section section) {
    var language = section.word("language").map(code -> code.toLowerCase(Locale.ROOT));
    if (language.isPresent() && !LANGUAGES.contains(language.get())) {
      section.fault("language", "is no language", "give its two letters of ISO 639-1, such as de");
    }
    return language.orElse(null);
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

  private static @Nullable Transcription transcription(Section section, @Nullable String spoken) {
    var model = section.word("model");
    var language = section.word("language").map(code -> code.toLowerCase(Locale.ROOT));
    var prompt = section.word("prompt");
    if (model.isEmpty() && (language.isPresent() || prompt.isPresent())) {
      section.fault("model", "is not set", "name the model that is to write down what is said");
    }
    return model
        .map(name -> new Transcription(name, language.orElse(spoken), prompt.orElse(null)))
        .orElse(null);
  }

  private static Limits limits(Section section) {
    return new Limits(
        section.duration("length", Duration.ofMinutes(60)),
        section.duration("silence", Duration.ofSeconds(60)),
        section.has("call_usd") ? Amounts.usd(section, "call_usd", Amounts.UNLIMITED_USD) : null);
  }
}
