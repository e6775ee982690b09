package callflux.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The environment and a YAML file, read whole, and every fault found on the way.
///
/// Reading never throws: a fault is noted and a stand-in goes on, so that all faults come to light
/// at once. [#complain] has the last word.
public final class Settings {
  private final Map<String, String> environment;
  private final List<Fault> faults = new ArrayList<>();
  private final Section file;

  private Settings(Map<String, String> environment, @Nullable Path path) {
    this.environment = environment;
    this.file = new Section("", path == null ? empty() : tree(path), faults);
  }

  /// Reads both.
  ///
  /// @param path of the YAML file; absent is an empty one
  public static Settings of(Map<String, String> environment, @Nullable Path path) {
    return new Settings(environment, path);
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

  /// Notes a fault.
  public void fault(String key, String what, String remedy) {
    faults.add(new Fault(key, what, remedy));
  }

  /// What a maker makes, or the stand-in with a fault noted if it refuses with an
  /// `IllegalArgumentException`, whose message says what is wrong.
  public <T> T make(String key, Supplier<T> maker, Supplier<T> standIn) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      var message = String.valueOf(e.getMessage());
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
    if (!faults.isEmpty()) {
      throw new ConfigInvalid(faults);
    }
  }

  private ObjectNode tree(Path path) {
    try {
      var tree = YAMLMapper.shared().readTree(Files.readString(path));
      if (tree instanceof ObjectNode object) {
        return object;
      }
      if (!tree.isMissingNode() && !tree.isNull()) {
        fault(path.toString(), "is not a map of sections", "begin with `agent:`");
      }
    } catch (IOException _) {
      fault(path.toString(), "can't be read", "check the path and its permissions");
    } catch (JacksonException e) {
      var at = e.getLocation();
      var where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      fault(path.toString(), "is not YAML" + where, "mend the syntax there");
    }
    return empty();
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }
}
