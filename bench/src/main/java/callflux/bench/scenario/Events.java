package callflux.bench.scenario;

import callflux.gateway.call.Said;
import callflux.gateway.call.Said.Speaker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// What was said and done in one call, put together from the pieces in which it was told.
///
/// @param utterances of both sides, in the order in which their first words were told
/// @param tools in the order in which they were called
/// @param termination how the gateway says that it ended; absent if it did not say
record Events(List<Utterance> utterances, List<ToolUse> tools, @Nullable String termination) {

  Events {
    utterances = List.copyOf(utterances);
    tools = List.copyOf(tools);
  }

  /// Somebody's words.
  ///
  /// @param at when the first were told, in nanoseconds of this JVM's clock
  record Utterance(long at, Speaker speaker, String words) {}

  /// A call of a tool.
  ///
  /// @param at when it was told, in nanoseconds of this JVM's clock
  /// @param output missing if it has not answered
  record ToolUse(long at, String name, JsonNode arguments, JsonNode output, boolean failed) {}

  /// Something that was told.
  ///
  /// @param at in nanoseconds of this JVM's clock
  record Told(long at, Said said) {}

  static Events of(List<Told> told, @Nullable String termination) {
    var gathering = new Gathering();
    told.forEach(gathering::add);
    return new Events(gathering.utterances(), gathering.tools(), termination);
  }

  /// Pieces on their way to a whole.
  private static final class Gathering {
    private final Map<String, Speaker> speakers = new HashMap<>();
    private final Map<String, Utterance> utterances = new LinkedHashMap<>();
    private final Map<String, ToolUse> tools = new LinkedHashMap<>();

    void add(Told told) {
      switch (told.said()) {
        case Said.Turn turn -> speakers.put(turn.itemId(), turn.speaker());
        case Said.Words(var item, var more) -> put(told.at(), item, words(item) + more);
        case Said.Whole(var item, var text) -> put(told.at(), item, text);
        case Said.ToolCalled(var call, var name, var arguments) ->
            tools.put(call, new ToolUse(told.at(), name, json(arguments), missing(), false));
        case Said.ToolAnswered answered ->
            tools.computeIfPresent(
                answered.callId(),
                (_, use) ->
                    new ToolUse(
                        use.at(),
                        use.name(),
                        use.arguments(),
                        json(answered.output()),
                        answered.failed()));
        case Said.Unknown _, Said.Heard _, Said.Keys _ -> {
          // Nobody's words.
        }
      }
    }

    List<Utterance> utterances() {
      return new ArrayList<>(utterances.values());
    }

    List<ToolUse> tools() {
      return new ArrayList<>(tools.values());
    }

    private String words(String item) {
      var known = utterances.get(item);
      return known == null ? "" : known.words();
    }

    private void put(long at, String item, String words) {
      var known = utterances.get(item);
      var speaker = speakers.getOrDefault(item, Speaker.AGENT);
      utterances.put(item, new Utterance(known == null ? at : known.at(), speaker, words));
    }

    private static JsonNode json(String text) {
      try {
        return JsonMapper.shared().readTree(text);
      } catch (JacksonException _) {
        return JsonNodeFactory.instance.stringNode(text);
      }
    }

    private static JsonNode missing() {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
