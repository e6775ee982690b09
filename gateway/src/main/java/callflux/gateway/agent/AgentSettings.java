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
  private static final String INSTRUCTIONS = "instructions";
  private static final String INSTRUCTIONS_FILE = "instructions_file";
  private static final int MOST_INSTRUCTIONS = 64 * 1024;
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final String DEFAULT_INSTRUCTIONS =
      "You are a friendly assistant on the phone. Keep your answers short: one or two sentences.";
  private static final String GREETING = "Greet the caller in one short sentence and offer help.";

  /// How turns are detected.
  private enum Detection {
    SERVER_VAD,
    SEMANTIC_VAD
  }

  private AgentSettings() {}

  /// Reads one. Faults go to where the section's settings keep them.
  ///
  /// @param name that it goes by
  /// @param models by the name of the server: what it runs for agents that ask for none
  static Agent read(String name, Section section, Map<String, String> models) {
    var upstream = upstream(section, models);
    var model = section.word("model");
    var variables = section.allTexts("variables");
    var language = language(section);
    var session =
        new Session(
            model.orElse(null),
            filled(instructions(section), section, instructionsKey(section), variables),
            AudioFormat.PCMU,
            voice(section, model.orElse(models.getOrDefault(upstream, ""))),
            section.number("speed", 0.25, 1.5, 1.0),
            turnDetection(section.section("turn_detection")),
            section.oneOf("noise_reduction", NoiseReduction.class).orElse(null),
            transcription(section.section("transcription"), language),
            section.has("max_output_tokens")
                ? section.integer("max_output_tokens", 1, 4_096, 4_096)
                : null,
            List.of());
    // An empty greeting lets the caller begin.
    var greeting =
        filled(section.text("greeting").orElse(GREETING), section, "greeting", variables);
    return new Agent(
        name,
        session,
        greeting.isBlank() ? null : greeting,
        limits(section.section("limits")),
        upstream,
        section.someOf("caller_data", CallerField.class).stream().distinct().toList(),
        HoursSettings.read(section));
  }

  private static String upstream(Section section, Map<String, String> models) {
    var name = section.word("upstream").orElse(Agent.DEFAULT_UPSTREAM);
    if (!models.containsKey(name)) {
      section.fault(
          "upstream", "is no upstream", "give one of: " + String.join(", ", models.keySet()));
    }
    return name;
  }

  /// Of two ways to write them, a number's own goes before its agent's.
  private static String instructionsKey(Section section) {
    return section.has(INSTRUCTIONS_FILE) && !section.hasOwn(INSTRUCTIONS)
        ? INSTRUCTIONS_FILE
        : INSTRUCTIONS;
  }

  private static String instructions(Section section) {
    if (section.hasOwn(INSTRUCTIONS) && section.hasOwn(INSTRUCTIONS_FILE)) {
      section.word(INSTRUCTIONS_FILE);
      section.fault(
          INSTRUCTIONS_FILE, "is given besides " + INSTRUCTIONS, "take one of the two out");
    }
    return instructionsKey(section).equals(INSTRUCTIONS_FILE)
        ? fromFile(section)
        : section.word(INSTRUCTIONS).orElse(DEFAULT_INSTRUCTIONS);
  }

  private static String fromFile(Section section) {
    var text = section.textFile(INSTRUCTIONS_FILE, MOST_INSTRUCTIONS);
    if (text.isPresent() && text.get().isBlank()) {
      section.fault(INSTRUCTIONS_FILE, "names an empty file", "write the instructions into it");
    }
    return text.orElse(DEFAULT_INSTRUCTIONS);
  }

  private static String filled(
      String text, Section section, String key, Map<String, String> variables) {
    var template = new Template(text);
    template
        .fault(variables)
        .ifPresent(
            what -> section.fault(key, what, "give it a value in `variables`, or take it out"));
    return template.filled(variables);
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
