package callflux.gateway.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The environment and a YAML file, read whole, and every fault found on the way.
///
/// Reading never throws: a fault is noted and a stand-in goes on, so that all faults come to light
/// at once. [#complain] has the last word.
public final class Settings {
  /// A file in which a key comes twice would be read as its author did not mean it.
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// The name that a part goes by where it is made; operators know it by its key.
  private static final Pattern OWN_NAME = Pattern.compile("^[\\w.-]+: ");

  private final Map<String, String> environment;
  private final Document document;
  private final Section file;

  private Settings(Map<String, String> environment, String variable, Sources sources) {
    this.environment = environment;
    var path = env(variable).map(name -> Path.of(name).toAbsolutePath());
    this.document = new Document(path.orElse(Path.of("/")), sources);
    this.file =
        new Section("", path.map(at -> tree(variable, at)).orElseGet(Settings::empty), document);
  }

  /// Reads both.
  ///
  /// @param variable of the environment that names the file; unset is an empty one
  /// @param sources through which files are read
  public static Settings of(Map<String, String> environment, String variable, Sources sources) {
    return new Settings(environment, variable, sources);
  }

  /// An environment variable, if it is set to something.
  public Optional<String> env(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// An environment variable that is a whole number.
  public int env(String name, int least, int most, int otherwise) {
    var text = env(name);
    try {
      int number = text.map(Integer::parseInt).orElse(otherwise);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The same complaint either way.
    }
    fault(name, "is not a number that will do", "give one from " + least + " to " + most);
    return otherwise;
  }

  /// The file's top.
  public Section file() {
    return file;
  }

  /// A section that is not in the file but comes with the gateway.
  ///
  /// @param yaml a map
  public Section builtIn(String yaml) {
    return new Section("", (ObjectNode) YAML.readTree(yaml), document);
  }

  /// Notes a fault.
  public void fault(String key, String what, String remedy) {
    document.fault(key, what, remedy);
  }

  /// What a maker makes, or the stand-in with a fault noted if it refuses with an
  /// `IllegalArgumentException`, whose message says what is wrong.
  public <T> T make(String key, Supplier<T> maker, Supplier<T> standIn) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      var message = OWN_NAME.matcher(String.valueOf(e.getMessage())).replaceFirst("");
      int semicolon = message.indexOf(';');
      fault(
          key,
          semicolon < 0 ? message : message.substring(0, semicolon),
          semicolon < 0 ? "see the README's table" : message.substring(semicolon + 1).strip());
      return standIn.get();
    }
  }

  /// Has the last word.
  ///
  /// @throws ConfigInvalid if anything was wrong, keys that nobody asked for included
  public void complain() throws ConfigInvalid {
    file.faultUnread();
    if (!document.faults().isEmpty()) {
      throw new ConfigInvalid(document.faults());
    }
  }

  private ObjectNode tree(String variable, Path path) {
    return document
        .text(variable, path.toString(), Sources.MOST_BYTES)
        .map(text -> parsed(variable, path, text))
        .orElseGet(Settings::empty);
  }

  private ObjectNode parsed(String variable, Path path, String text) {
    try {
      var tree = YAML.readTree(text);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      if (!tree.isMissingNode() && !tree.isNull()) {
        fault(variable, path + " is not a map of sections", "begin with `agent:`");
      }
    } catch (JacksonException e) {
      var at = e.getLocation();
      var where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      fault(
          variable,
          path + " is not YAML" + where,
          "mend the syntax there; no key may come twice in a section");
    }
    return empty();
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }
}
