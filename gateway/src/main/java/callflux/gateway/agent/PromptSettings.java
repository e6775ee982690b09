package callflux.gateway.agent;

import callflux.gateway.agent.AgentSettings.Use;
import callflux.gateway.config.Section;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How what a model is told is written in the configuration file, with variables in it.
final class PromptSettings {
  private static final String INSTRUCTIONS = "instructions";
  private static final String INSTRUCTIONS_FILE = "instructions_file";
  private static final int MOST_INSTRUCTIONS = 64 * 1024;
  private static final String DEFAULT_INSTRUCTIONS =
      "You are a friendly assistant on the phone. Keep your answers short: one or two sentences.";
  private static final String GREETING = "Greet the caller in one short sentence and offer help.";

  private PromptSettings() {}

  /// What a model is told.
  ///
  /// @param greeting absent lets the caller begin
  record Prompt(String instructions, @Nullable String greeting) {}

  /// Faults go to where the section's settings keep them.
  static Prompt read(Section section, Use use) {
    var variables = section.allTexts("variables");
    var instructions = instructions(section);
    var greeting = section.text("greeting").orElse(GREETING);
    if (use == Use.TO_ANSWER) {
      check(instructions, variables, section, instructionsKey(section));
      check(greeting, variables, section, "greeting");
    }
    // An empty one lets the caller begin.
    return new Prompt(
        new Template(instructions).filled(variables),
        greeting.isBlank() ? null : new Template(greeting).filled(variables));
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

  private static void check(
      String text, Map<String, String> variables, Section section, String key) {
    new Template(text)
        .fault(variables)
        .ifPresent(
            what -> section.fault(key, what, "give it a value in `variables`, or take it out"));
  }
}
