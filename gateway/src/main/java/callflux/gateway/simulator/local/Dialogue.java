package callflux.gateway.simulator.local;

import static java.util.Objects.requireNonNull;

import callflux.gateway.simulator.Brain;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One conversation of a receptionist: remembers what the caller wants and has told so far, and
/// decides what comes next. Not safe for several threads.
final class Dialogue {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ObjectNode NOTHING = JSON.createObjectNode();

  private final Script script;
  private final Map<String, Integer> used = new HashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  /// What is being asked for, or done.
  private Script.@Nullable Intent matter;

  private boolean confirming;
  private boolean calling;
  private int misunderstandings;
  private String last;

  Dialogue(Script script) {
    this.script = script;
    this.last = script.say().getOrDefault("greeting", List.of("")).getFirst();
  }

  Brain.Output greet() {
    return say(sentence("greeting"));
  }

  Brain.Output leave() {
    return say(sentence("goodbye"));
  }

  /// It takes longer than usual.
  Brain.Output wait(List<String> sayings) {
    return new Brain.Words(next("moment", sayings));
  }

  /// The caller has said something; one turn or several, which nobody has answered yet.
  ///
  /// @param turns their words; empty where they could not be made out
  /// @param tools names of the functions that may be called
  Brain.Output hear(List<String> turns, List<String> tools) {
    Brain.Output answer = null;
    for (String words : turns) {
      Meaning meaning = Meaning.of(words, script);
      answer = meaning.isNothing() ? answer : understand(meaning, tools);
    }
    if (answer == null) {
      return misunderstand();
    }
    misunderstandings = 0;
    return answer;
  }

  private Brain.Output misunderstand() {
    misunderstandings++;
    return say(sentence(misunderstandings == 1 ? "sorry" : "help") + question());
  }

  /// What was asked and is still to be answered.
  private String question() {
    Script.Intent current = matter;
    return current == null || calling ? "" : " " + ask(current);
  }

  private Brain.Output understand(Meaning meaning, List<String> tools) {
    String name = meaning.intent() == null ? "" : meaning.intent();
    if (name.equals("repeat")) {
      return say(last);
    }
    if (calling) {
      return wait(script.say().getOrDefault("moment", List.of()));
    }
    Script.Intent current = matter;
    if (current != null && confirming && name.equals("yes")) {
      return call(current);
    }
    if (current != null && confirming && name.equals("no") && meaning.values().isEmpty()) {
      forget();
      return say(sentence("dropped"));
    }
    return begin(meaning, tools);
  }

  private Brain.Output begin(Meaning meaning, List<String> tools) {
    Script.Intent meant = script.intents().get(meaning.intent() == null ? "" : meaning.intent());
    boolean answersUs = meant == null || (meant.call() == null && !meaning.values().isEmpty());
    Script.Intent next = answersUs ? matter : meant;
    if (next == null && script.start() != null) {
      next = script.intents().get(script.start());
    }
    if (next == null) {
      return misunderstand();
    }
    if (next.call() == null) {
      String said = next(String.valueOf(meaning.intent()), next.say());
      return say(said + question());
    }
    if (!next.equals(matter)) {
      forget();
      matter = next;
    }
    values.putAll(meaning.values());
    return goOn(next, tools);
  }

  private Brain.Output goOn(Script.Intent intent, List<String> tools) {
    if (!tools.contains(intent.call())) {
      forget();
      return say(sentence("unable"));
    }
    confirming = values.keySet().containsAll(intent.slots()) && !intent.confirm().isEmpty();
    boolean complete = values.keySet().containsAll(intent.slots()) && !confirming;
    return complete ? call(intent) : say(ask(intent));
  }

  private String ask(Script.Intent intent) {
    for (String slot : intent.slots()) {
      if (!values.containsKey(slot)) {
        return next("ask " + slot, requireNonNull(script.slots().get(slot)).ask());
      }
    }
    return phrase(NOTHING, Map.of()).spoken(next("confirm " + intent.call(), intent.confirm()));
  }

  private Brain.Output call(Script.Intent intent) {
    confirming = false;
    calling = true;
    ObjectNode arguments = JSON.createObjectNode();
    intent
        .arguments()
        .forEach((name, value) -> arguments.put(name, phrase(NOTHING, Map.of()).told(value)));
    return new Brain.Call(String.valueOf(intent.call()), arguments.toString());
  }

  /// What was called has returned something.
  Brain.Output learn(String returned) {
    calling = false;
    Script.Intent current = matter;
    JsonNode output = read(returned);
    if (current != null) {
      for (Script.Answer answer : current.answers()) {
        if (answer.fits(output)) {
          return tell(current, answer, output);
        }
      }
    }
    forget();
    return say(sentence("failed"));
  }

  private Brain.Output tell(Script.Intent intent, Script.Answer answer, JsonNode output) {
    String said = next("answer " + intent.call() + answer.when(), answer.say());
    String spoken = phrase(output, answer.each()).spoken(said);
    if (answer.again().isEmpty()) {
      forget();
    } else {
      answer.again().forEach(values::remove);
    }
    return say(spoken);
  }

  private static JsonNode read(String returned) {
    try {
      return JSON.readTree(returned);
    } catch (JacksonException e) {
      return NOTHING;
    }
  }

  private void forget() {
    matter = null;
    values.clear();
    confirming = false;
    calling = false;
  }

  private Phrase phrase(JsonNode output, Map<String, String> each) {
    return new Phrase(script, values, output, each);
  }

  private String sentence(String name) {
    return next(name, script.say().getOrDefault(name, List.of()));
  }

  /// The next of several ways to say something.
  private String next(String what, List<String> ways) {
    int turn = used.merge(what, 1, Integer::sum) - 1;
    return ways.isEmpty() ? "" : ways.get(turn % ways.size());
  }

  private Brain.Output say(String words) {
    last = words;
    return new Brain.Words(words);
  }
}
