package callflux.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A map of a scenario's file, with where it is, so that a complaint can say so.
///
/// @param where the file and the place in it
record Written(Path file, String where, ObjectNode map) {

  /// A map that is written at some place.
  static Written of(Path file, String where, JsonNode node) throws IOException {
    if (node instanceof ObjectNode map) {
      return new Written(file, where, map);
    }
    throw new IOException(file + ": " + where + " is no map; give keys and their values");
  }

  /// What is wrong, and how to mend it.
  IOException fault(String what) {
    return new IOException(file + ": " + where + " " + what);
  }

  /// That it has no other keys.
  void mayOnlyHave(Set<String> keys) throws IOException {
    for (var key : map.propertyNames()) {
      if (!keys.contains(key)) {
        throw fault("has \"" + key + "\"; it may have " + String.join(", ", keys));
      }
    }
  }

  boolean has(String key) {
    return map.hasNonNull(key);
  }

  JsonNode get(String key) {
    return map.path(key);
  }

  Optional<String> text(String key) throws IOException {
    if (!has(key)) {
      return Optional.empty();
    }
    var value = map.get(key);
    if (!value.isValueNode() || value.asString().isBlank()) {
      throw fault("has " + key + ", which is no text");
    }
    return Optional.of(value.asString());
  }

  Optional<Duration> time(String key) throws IOException {
    var text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TimeText.read(text.get()));
    } catch (IllegalArgumentException e) {
      throw fault("has " + key + ": " + e.getMessage());
    }
  }

  /// One text, or several.
  List<String> texts(String key) throws IOException {
    var texts = new ArrayList<String>();
    if (map.path(key).isArray()) {
      for (var one : map.path(key)) {
        texts.add(one.asString());
      }
    } else {
      text(key).ifPresent(texts::add);
    }
    return texts;
  }

  Map<String, JsonNode> values(String key) throws IOException {
    var values = new LinkedHashMap<String, JsonNode>();
    if (has(key)) {
      var inner = of(file, where + "." + key, map.get(key)).map();
      inner.propertyNames().forEach(name -> values.put(name, inner.get(name)));
    }
    return values;
  }
}
