package callflux.bench.scenario;

import callflux.bench.load.Scenario.Turn;
import callflux.bench.load.Speech;
import callflux.bench.load.Utterance;
import callflux.bench.scenario.Script.Scene;
import callflux.gateway.call.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads scenarios from YAML: a list of what the caller does, in order, and of what is to come of
/// it. A mistake is an [IOException] that says where it is and how to mend it.
public final class ScriptReader {
  private static final YAMLMapper YAML = new YAMLMapper();

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("title", "config", "to", "steps", "ends", "lasts"));
  private static final Set<String> DEEDS =
      new TreeSet<>(Set.of("say", "wav", "press", "mumble", "silence", "wait"));
  private static final Set<String> STEP_KEYS =
      Stream.concat(DEEDS.stream(), Stream.of("over", "expect"))
          .collect(Collectors.toCollection(TreeSet::new));
  private static final String NUMBER = "+15550100002";
  private static final Duration LASTS = Duration.ofMinutes(2);

  /// Where nothing is said, but the turn is the agent's.
  private static final Utterance NOTHING = Speech.silence(Duration.ofMillis(20));

  private final Path file;
  private final List<Scene> scenes = new ArrayList<>();
  private final List<Expectation> opening = new ArrayList<>();

  private ScriptReader(Path file) {
    this.file = file;
  }

  /// The scenarios in a folder, by name; or the one in a file.
  public static List<Script> readAll(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(read(path));
    }
    List<Path> files;
    try (var listed = Files.list(path)) {
      files = listed.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IOException(path + ": no scenario in it; their files end in .yaml");
    }
    var scripts = new ArrayList<Script>();
    for (var file : files) {
      scripts.add(read(file));
    }
    return scripts;
  }

  /// The one in a file.
  public static Script read(Path file) throws IOException {
    return new ScriptReader(file).script(Files.readString(file));
  }

  private Script script(String text) throws IOException {
    var top = Written.of(file, "it", parsed(text));
    top.mayOnlyHave(KEYS);
    var steps = top.get("steps");
    if (!steps.isArray() || steps.isEmpty()) {
      throw top.fault("has no list of steps");
    }
    for (int i = 0; i < steps.size(); i++) {
      add(Written.of(file, "steps[" + (i + 1) + "]", steps.get(i)));
    }
    return new Script(
        top.text("title").orElse(file.getFileName().toString().replaceFirst("\\.yaml$", "")),
        top.has("config") ? YAML.writeValueAsString(top.get("config")) : null,
        top.text("to").orElse(NUMBER),
        opening,
        scenes,
        ends(top),
        top.time("lasts").orElse(LASTS));
  }

  private JsonNode parsed(String text) throws IOException {
    try {
      return YAML.readTree(text);
    } catch (JacksonException e) {
      throw new IOException(file + ": no YAML: " + e.getOriginalMessage(), e);
    }
  }

  private static String ends(Written top) throws IOException {
    var known = Arrays.stream(Termination.values()).map(Termination::label).toList();
    var ends = top.text("ends").orElse(Termination.CALLER_HUNG_UP.label());
    if (!known.contains(ends)) {
      throw top.fault("ends with \"" + ends + "\"; give one of " + String.join(", ", known));
    }
    return ends;
  }

  private void add(Written entry) throws IOException {
    entry.mayOnlyHave(STEP_KEYS);
    if (!entry.has("expect")) {
      scenes.add(new Scene(told(entry), turn(entry), List.of()));
      return;
    }
    var expected = ExpectationReader.read(entry);
    if (scenes.isEmpty()) {
      opening.addAll(expected);
    } else {
      var scene = scenes.removeLast();
      var all = Stream.concat(scene.expectations().stream(), expected.stream()).toList();
      scenes.add(new Scene(scene.step(), scene.turn(), all));
    }
  }

  private static String told(Written step) {
    return step.map().properties().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue().asString())
        .collect(Collectors.joining(", "));
  }

  private Turn turn(Written step) throws IOException {
    var deeds = DEEDS.stream().filter(step::has).toList();
    if (deeds.size() != 1) {
      throw step.fault("has to have one of " + String.join(", ", DEEDS));
    }
    var over = step.time("over").orElse(null);
    return switch (deeds.getFirst()) {
      case "say" -> spoken(step, over);
      case "wav" -> recorded(step, over);
      case "mumble" -> new Turn(Speech.synthetic(7, time(step, "mumble")), over, "", false);
      case "silence" -> new Turn(Speech.silence(time(step, "silence")), null, "", false);
      case "press" -> new Turn(NOTHING, over, keys(step), true);
      default -> new Turn(NOTHING, null, "", true);
    };
  }

  private static Turn spoken(Written step, @Nullable Duration over) throws IOException {
    try {
      return new Turn(Speech.spoken(step.text("say").orElseThrow()), over, "", true);
    } catch (IllegalArgumentException e) {
      throw step.fault("has say: " + e.getMessage());
    }
  }

  private Turn recorded(Written step, @Nullable Duration over) throws IOException {
    var wav = file.resolveSibling(step.text("wav").orElseThrow());
    try {
      return new Turn(Speech.whole(wav), over, "", true);
    } catch (IOException e) {
      throw step.fault("has wav, which can't be used: " + e.getMessage());
    }
  }

  private static Duration time(Written step, String key) throws IOException {
    var time = step.time(key).orElseThrow();
    if (time.isZero()) {
      throw step.fault("has " + key + ", which takes no time");
    }
    return time;
  }

  private static String keys(Written step) throws IOException {
    var keys = step.text("press").orElseThrow();
    if (!keys.matches("[0-9*#A-D]{1,32}")) {
      throw step.fault("has press, with what no telephone has; quote keys such as \"12#\"");
    }
    return keys;
  }
}
