package callflux.gateway.agent;

import callflux.gateway.config.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How agents, and the numbers that they answer, are written in the configuration file: `agents`
/// and `numbers`, or `agent` alone for one that answers everybody.
///
/// A number is given to an agent by its name, or by a map with that name and whatever is different
/// for this number. What it changes replaces the agent's, whole; only `variables` are added.
public final class DirectorySettings {
  private static final String AGENT = "agent";
  private static final String AGENTS = "agents";
  private static final String NUMBERS = "numbers";
  private static final String DOOR = "door";
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,64}");

  /// A whole number in E.164, the beginning of one, or a star for every number.
  private static final Pattern LABEL =
      Pattern.compile("\\+[1-9]\\d{6,14}|\\+(?:[1-9]\\d{0,13})?\\*|\\*|" + NumberPlan.OTHERS);

  private final Section file;
  private final Map<String, String> models;

  /// Each agent, and how it is written.
  private final Map<String, Section> sections = new LinkedHashMap<>();

  private final Map<String, Agent> agents = new LinkedHashMap<>();

  private DirectorySettings(Section file, Map<String, String> models) {
    this.file = file;
    this.models = models;
  }

  /// Faults go to where the section's settings keep them.
  ///
  /// @param file the whole of it
  /// @param models by the name of the server: what it runs for agents that ask for none
  public static AgentDirectory read(Section file, Map<String, String> models) {
    return new DirectorySettings(file, models).directory();
  }

  private AgentDirectory directory() {
    if (!file.keys().contains(AGENTS)) {
      readOne(file.section(AGENT));
    } else {
      readAll(file.section(AGENTS));
      if (file.has(AGENT)) {
        file.fault(AGENT, "is given besides `agents`", "move it there");
        file.section(AGENT).word("name");
        AgentSettings.read(AGENT, file.section(AGENT), models);
      }
    }
    return file.keys().contains(NUMBERS) ? numbered(file.section(NUMBERS)) : whole();
  }

  private void readAll(Section section) {
    for (var name : section.keys()) {
      if (!NAME.matcher(name).matches()) {
        section.fault(name, "will not do as a name", "use letters, digits, dots and hyphens");
      }
      add(name, section.section(name));
    }
    if (agents.isEmpty()) {
      file.fault(AGENTS, "holds no agent", "give one, or leave it out");
    }
  }

  private void readOne(Section section) {
    var name = section.word("name").orElse("default");
    if (!NAME.matcher(name).matches()) {
      section.fault("name", "will not do as a name", "use letters, digits, dots and hyphens");
    }
    add(name, section);
  }

  private void add(String name, Section section) {
    sections.put(name, section);
    agents.put(name, AgentSettings.read(name, section, models));
  }

  /// One agent needs no numbers.
  private AgentDirectory whole() {
    if (agents.size() > 1) {
      file.fault(NUMBERS, "is not set", "say which agent answers which number");
    }
    return agents.values().stream()
        .findFirst()
        .map(agent -> AgentDirectory.ofOne(agent, door(file.section(DOOR))))
        .orElseGet(() -> new AgentDirectory(List.of(), null));
  }

  private AgentDirectory numbered(Section numbers) {
    var plans = new ArrayList<NumberPlan>();
    for (var label : numbers.keys()) {
      if (!LABEL.matcher(label).matches()) {
        numbers.fault(
            label,
            "is no number",
            "give one such as \"+14155550100\", a beginning such as \"+1415*\", or default");
      }
      var door = door(numbers, label);
      agent(numbers, label).ifPresent(agent -> plans.add(new NumberPlan(label, agent, door)));
    }
    if (numbers.keys().isEmpty()) {
      file.fault(NUMBERS, "holds no number", "give one, or `default`");
    }
    var others = plans.stream().filter(plan -> plan.label().equals(NumberPlan.OTHERS)).findFirst();
    plans.removeIf(plan -> plan.label().equals(NumberPlan.OTHERS));
    return new AgentDirectory(plans, others.orElse(null));
  }

  /// What a number's own door has not, is as for every number.
  private Door door(Section numbers, String label) {
    var every = file.section(DOOR);
    return door(numbers.hasMap(label) ? numbers.section(label).section(DOOR).over(every) : every);
  }

  private Door door(Section section) {
    return DoorSettings.read(section, DoorSettings.countries(file.section("outbound")));
  }

  private Optional<Agent> agent(Section numbers, String label) {
    if (!numbers.has(label)) {
      numbers.fault(label, "has no agent", "say which agent answers");
    }
    if (!numbers.hasMap(label)) {
      return numbers.word(label).flatMap(name -> known(numbers, label, name));
    }
    var own = numbers.section(label);
    var name = own.word(AGENT);
    if (name.isEmpty()) {
      own.fault(AGENT, "is not set", "say which agent answers");
    }
    var agent = name.flatMap(given -> known(own, AGENT, given));
    // Without one, there may still be something wrong with the rest.
    var changed =
        AgentSettings.read(
            agent.map(Agent::name).orElse(label),
            agent.map(Agent::name).map(sections::get).map(own::over).orElse(own),
            models);
    return agent.map(_ -> changed);
  }

  private Optional<Agent> known(Section section, String key, String name) {
    var agent = Optional.ofNullable(agents.get(name));
    if (agent.isEmpty()) {
      section.fault(key, "is no agent", "give one of: " + String.join(", ", agents.keySet()));
    }
    return agent;
  }
}
