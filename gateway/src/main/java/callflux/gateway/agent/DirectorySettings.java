package callflux.gateway.agent;

import static java.util.Objects.requireNonNull;

import callflux.gateway.agent.AgentSettings.Surroundings;
import callflux.gateway.agent.AgentSettings.Use;
import callflux.gateway.config.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  private final Surroundings around;

  /// Answers everybody if the file says nothing of agents or numbers.
  private final @Nullable Section resident;

  /// Each agent, and how it is written.
  private final Map<String, Section> sections = new LinkedHashMap<>();

  private final Map<String, Agent> agents = new LinkedHashMap<>();

  private DirectorySettings(Section file, Surroundings around, @Nullable Section resident) {
    this.file = file;
    this.around = around;
    this.resident = resident;
  }

  /// Faults go to where the section's settings keep them.
  ///
  /// @param file the whole of it
  /// @param models by the name of the server: what it runs for agents that ask for none
  public static AgentDirectory read(Section file, Map<String, String> models) {
    return read(file, models, ToolTerms.PLAIN, null);
  }

  /// The same, with agents that may have tools of more kinds.
  ///
  /// @param tools on what terms
  /// @param resident who answers everybody if the file says nothing of agents or numbers; absent is
  ///   one who knows nothing
  public static AgentDirectory read(
      Section file, Map<String, String> models, ToolTerms tools, @Nullable Section resident) {
    return new DirectorySettings(file, new Surroundings(models, tools), resident).directory();
  }

  private AgentDirectory directory() {
    boolean silent = Stream.of(AGENT, AGENTS, NUMBERS).noneMatch(file.keys()::contains);
    if (silent && resident != null) {
      readOne(resident);
    } else if (!file.keys().contains(AGENTS)) {
      readOne(file.section(AGENT));
    } else {
      readAll(file.section(AGENTS));
      if (file.has(AGENT)) {
        file.fault(AGENT, "is given besides `agents`", "move it there");
        file.section(AGENT).word("name");
        AgentSettings.read(AGENT, file.section(AGENT), around, Use.AS_A_BASE);
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
    var use = file.keys().contains(NUMBERS) ? Use.AS_A_BASE : Use.TO_ANSWER;
    agents.put(name, AgentSettings.read(name, section, around, use));
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
    // What every number has instead of it is none the less a setting, and may be wrong.
    var _ = door(file.section(DOOR));
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
      return numbers
          .word(label)
          .flatMap(name -> known(numbers, label, name))
          .map(name -> AgentSettings.read(name, written(name), around, Use.TO_ANSWER));
    }
    var own = numbers.section(label);
    if (!own.has(AGENT)) {
      own.fault(AGENT, "is not set", "say which agent answers");
    }
    var name = own.word(AGENT).flatMap(given -> known(own, AGENT, given));
    // Without one, there may still be something wrong with the rest.
    var changed =
        AgentSettings.read(
            name.orElse(label),
            name.map(given -> own.over(written(given))).orElse(own),
            around,
            Use.TO_ANSWER);
    return name.map(_ -> changed);
  }

  private Section written(String name) {
    return requireNonNull(sections.get(name), "known by its name");
  }

  /// The name, if there is an agent of that name.
  private Optional<String> known(Section section, String key, String name) {
    if (sections.containsKey(name)) {
      return Optional.of(name);
    }
    section.fault(key, "is no agent", "give one of: " + String.join(", ", sections.keySet()));
    return Optional.empty();
  }
}
