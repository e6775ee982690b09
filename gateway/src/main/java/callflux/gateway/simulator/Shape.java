package callflux.gateway.simulator;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a piece of JSON must look like to be accepted.
@FunctionalInterface
interface Shape {

  /// Looks at a value.
  ///
  /// @param path of the value, as an error's `param` names it
  /// @throws Refused if the value is of another shape
  void check(String path, JsonNode value);

  /// An object of these fields, none of which is required, and no others.
  static Shape object(Map<String, Shape> fields) {
    return (path, value) -> {
      if (!value.isObject()) {
        throw Refused.invalidType(path, "an object");
      }
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        Shape shape = fields.get(field.getKey());
        if (shape == null) {
          throw Refused.unknown(at);
        }
        shape.check(at, field.getValue());
      }
    };
  }

  /// The same shape, with these fields present.
  default Shape with(String... required) {
    return (path, value) -> {
      for (String field : required) {
        if (value.path(field).isMissingNode()) {
          throw Refused.missing(path.isEmpty() ? field : path + "." + field);
        }
      }
      check(path, value);
    };
  }

  /// The same shape, or null.
  default Shape orNull() {
    return (path, value) -> {
      if (!value.isNull()) {
        check(path, value);
      }
    };
  }

  /// The first shape if the value is of the kind that it is for, else the second.
  static Shape textOr(Shape text, Shape other) {
    return (path, value) -> (value.isString() ? text : other).check(path, value);
  }

  static Shape listOf(Shape element) {
    return (path, value) -> {
      if (!value.isArray()) {
        throw Refused.invalidType(path, "an array");
      }
      for (int i = 0; i < value.size(); i++) {
        element.check(path + "[" + i + "]", value.get(i));
      }
    };
  }

  static Shape oneOf(String... values) {
    var allowed = List.of(values);
    return (path, value) -> {
      text().check(path, value);
      if (!allowed.contains(value.stringValue())) {
        throw Refused.invalidValue(
            path,
            "Invalid value: '%s'. Supported values are: '%s'."
                .formatted(value.stringValue(), String.join("', '", allowed)));
      }
    };
  }

  static Shape text() {
    return (path, value) -> {
      if (!value.isString()) {
        throw Refused.invalidType(path, "a string");
      }
    };
  }

  static Shape bool() {
    return (path, value) -> {
      if (!value.isBoolean()) {
        throw Refused.invalidType(path, "a boolean");
      }
    };
  }

  static Shape number(double least, double most) {
    return (path, value) -> {
      if (!value.isNumber()) {
        throw Refused.invalidType(path, "a number");
      }
      if (value.doubleValue() < least || value.doubleValue() > most) {
        throw Refused.invalidValue(
            path,
            "Invalid '%s': expected a number from %s to %s, but got %s."
                .formatted(path, least, most, value));
      }
    };
  }

  static Shape integer(int least, int most) {
    Shape range = number(least, most);
    return (path, value) -> {
      if (!value.isIntegralNumber()) {
        throw Refused.invalidType(path, "an integer");
      }
      range.check(path, value);
    };
  }

  static Shape anything() {
    return (_, _) -> {};
  }
}
