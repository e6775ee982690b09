package callflux.bench.scenario;

import callflux.bench.scenario.Events.ToolUse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Something that is to come of what the caller did, before the caller does the next thing.
sealed interface Expectation {

  /// As people would say it.
  String told();

  /// The agent says certain words; or it does not.
  ///
  /// @param written as it was; between slashes it is a pattern
  record Said(String written, boolean wanted) implements Expectation {

    /// Whether that is so of words that were said.
    boolean isMetBy(String words) {
      boolean found =
          isPattern()
              ? pattern(written.substring(1, written.length() - 1)).matcher(words).find()
              : plain(words).contains(plain(written));
      return found == wanted;
    }

    @Override
    public String told() {
      return "the agent " + (wanted ? "says " : "does not say ") + quoted();
    }

    private String quoted() {
      return isPattern() ? written : "\"" + written + "\"";
    }

    private boolean isPattern() {
      return isPattern(written);
    }

    static boolean isPattern(String written) {
      return written.length() > 2 && written.startsWith("/") && written.endsWith("/");
    }

    static Pattern pattern(String written) {
      return Pattern.compile(
          written, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /// Without what voices do not tell apart.
    private static String plain(String words) {
      return words
          .toLowerCase(Locale.ROOT)
          .replaceAll("['\u2019]", "")
          .replaceAll("[^\\p{L}\\p{N}]+", " ")
          .strip();
    }
  }

  /// The caller hears a voice, or nothing.
  record Heard(boolean voice) implements Expectation {
    @Override
    public String told() {
      return "the caller hears " + (voice ? "a voice" : "silence");
    }
  }

  /// A tool is called, after those that are expected before it.
  ///
  /// @param with some of its arguments, or all
  /// @param output some of what it answers, or all
  record Tool(String name, Map<String, JsonNode> with, Map<String, JsonNode> output)
      implements Expectation {

    boolean isMetBy(ToolUse use) {
      return use.name().equals(name) && holds(use.arguments(), with) && holds(use.output(), output);
    }

    @Override
    public String told() {
      return "the tool "
          + name
          + " is called"
          + (with.isEmpty() ? "" : " with " + listed(with))
          + (output.isEmpty() ? "" : ", and answers " + listed(output));
    }

    private static boolean holds(JsonNode given, Map<String, JsonNode> wanted) {
      return wanted.entrySet().stream()
          .allMatch(entry -> isSame(given.path(entry.getKey()), entry.getValue()));
    }

    /// A time of day may be text to one and a number to the other.
    private static boolean isSame(JsonNode given, JsonNode wanted) {
      return given.equals(wanted)
          || (given.isValueNode() && wanted.isValueNode() && text(given).equals(text(wanted)));
    }

    private static String text(JsonNode value) {
      return value.asString().toLowerCase(Locale.ROOT);
    }

    private static String listed(Map<String, JsonNode> values) {
      return values.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(", "));
    }
  }

  /// No tool is called.
  record NoTool() implements Expectation {
    @Override
    public String told() {
      return "no tool is called";
    }
  }

  /// The line is cleared so soon after the caller's voice began.
  record Cleared(Duration within) implements Expectation {
    @Override
    public String told() {
      return "the line is cleared within " + within.toMillis() + " ms";
    }
  }

  /// The answer is heard so soon after the caller's voice ended.
  record Answered(Duration within) implements Expectation {
    @Override
    public String told() {
      return "an answer is heard within " + within.toMillis() + " ms";
    }
  }
}
