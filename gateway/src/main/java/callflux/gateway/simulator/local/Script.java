package callflux.gateway.simulator.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A receptionist as its file describes it: what it says, what it needs to know, and what may be
/// meant. The file that comes with it tells what each part is for.
///
/// @param say sentences by name; all of [#SENTENCES] are there
/// @param start the intent that a value alone begins; absent if none
record Script(
    Map<String, List<String>> say,
    Map<String, Slot> slots,
    @Nullable String start,
    Map<String, Intent> intents) {

  static final Set<String> SENTENCES =
      Set.of("greeting", "sorry", "help", "moment", "unable", "failed", "dropped", "goodbye");

  Script {
    say = filled(say);
    slots = filled(slots);
    intents = filled(intents);
    for (String name : SENTENCES) {
      require(!say.getOrDefault(name, List.of()).isEmpty(), "say." + name, "is not there");
    }
    require(start == null || intents.containsKey(start), "start", "names no intent");
    for (var intent : intents.entrySet()) {
      check("intents." + intent.getKey(), intent.getValue(), slots.keySet());
    }
  }

  private static void check(String path, Intent intent, Set<String> slots) {
    require(!intent.hear().isEmpty(), path + ".hear", "is empty: nothing that is said means it");
    require(slots.containsAll(intent.slots()), path + ".slots", "names one that is not there");
    boolean calls = intent.call() != null;
    require(calls || intent.slots().isEmpty(), path + ".slots", "are for nothing without a call");
    require(!calls || !intent.answers().isEmpty(), path + ".answers", "are missing");
    for (Answer answer : intent.answers()) {
      require(!answer.say().isEmpty(), path + ".answers", "has one that says nothing");
      require(slots.containsAll(answer.again()), path + ".answers.again", "names no slot");
    }
  }

  private static void require(boolean right, String path, String wrong) {
    if (!right) {
      throw new IllegalArgumentException(path + " " + wrong);
    }
  }

  private static <V> Map<String, V> filled(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : new LinkedHashMap<>(map);
  }

  private static <V> List<V> filled(@Nullable List<V> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /// Something that a tool needs to know.
  ///
  /// @param ask for it
  /// @param values what may be said for each value; the first of it is how the value is spoken
  record Slot(List<String> ask, Map<String, List<String>> values) {
    Slot {
      ask = filled(ask);
      values = filled(values);
      if (ask.isEmpty() || values.values().stream().anyMatch(List::isEmpty)) {
        throw new IllegalArgumentException(
            "a slot needs something to ask, and words for its values");
      }
    }

    /// A value as it is spoken; itself if it is none of them.
    String spoken(String value) {
      return values.getOrDefault(value, List.of(value)).getFirst();
    }
  }

  /// Something that may be meant.
  ///
  /// @param hear phrases that mean it
  /// @param say to it, if it calls nothing
  /// @param slots that have to be filled before the call
  /// @param confirm asked before the call, if anything
  /// @param call name of the function
  /// @param arguments of the call; values of slots in braces
  record Intent(
      List<String> hear,
      List<String> say,
      List<String> slots,
      List<String> confirm,
      @Nullable String call,
      Map<String, String> arguments,
      List<Answer> answers) {
    Intent {
      hear = filled(hear);
      say = filled(say);
      slots = filled(slots);
      confirm = filled(confirm);
      arguments = filled(arguments);
      answers = filled(answers);
    }
  }

  /// What to say to what a function returned.
  ///
  /// @param when fields that the output has to have
  /// @param each how the objects of a field are spoken
  /// @param again slots that have to be filled anew for another attempt
  record Answer(
      Map<String, JsonNode> when, Map<String, String> each, List<String> say, List<String> again) {
    Answer {
      when = filled(when);
      each = filled(each);
      say = filled(say);
      again = filled(again);
    }

    boolean fits(JsonNode output) {
      return when.entrySet().stream()
          .allMatch(field -> field.getValue().equals(output.path(field.getKey())));
    }
  }
}
