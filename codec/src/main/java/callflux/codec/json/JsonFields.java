package callflux.codec.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The fields of one JSON object, each read as what it has to be.
///
/// A needed field that is absent or of another type is a [MalformedMessage] that names it. An
/// optional one is then as good as absent: peers write null, nothing, or something of their own.
public final class JsonFields {
  /// Beyond this a floating-point number no longer holds every whole one.
  private static final double MAX_EXACT = 0x1p53;

  private final JsonNode object;
  private final String where;

  JsonFields(JsonNode object, String where) {
    this.object = object;
    this.where = where;
  }

  /// The same fields, under the name that complaints give them.
  public JsonFields named(String name) {
    return new JsonFields(object, name);
  }

  /// A needed string.
  public String text(String name) {
    var text = optionalText(name);
    if (text == null) {
      throw malformed(name, "a string");
    }
    return text;
  }

  /// A string, or null.
  public @Nullable String optionalText(String name) {
    var value = object.get(name);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  /// A string, or what stands in for it.
  public String text(String name, String otherwise) {
    var text = optionalText(name);
    return text == null ? otherwise : text;
  }

  /// A needed whole number; a fraction is cut off.
  public long whole(String name) {
    var value = object.get(name);
    if (!isWhole(value)) {
      throw malformed(name, "a whole number");
    }
    return toLong(value);
  }

  /// A whole number, or what stands in for it.
  public long whole(String name, long otherwise) {
    var value = object.get(name);
    return isWhole(value) ? toLong(value) : otherwise;
  }

  /// A needed whole number from 0 to 2,147,483,647.
  public int index(String name) {
    long value = whole(name);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw malformed(name, "an index");
    }
    return (int) value;
  }

  /// A number, or what stands in for it.
  public double number(String name, double otherwise) {
    var value = object.get(name);
    return value != null && value.isNumber() ? value.doubleValue() : otherwise;
  }

  /// A needed object.
  public JsonFields object(String name) {
    var fields = optionalObject(name);
    if (fields == null) {
      throw malformed(name, "an object");
    }
    return fields;
  }

  /// An object, or null.
  public @Nullable JsonFields optionalObject(String name) {
    var value = object.get(name);
    return value != null && value.isObject() ? new JsonFields(value, where + "." + name) : null;
  }

  /// The objects of an array; none if there is no array.
  public List<JsonFields> objects(String name) {
    var objects = new ArrayList<JsonFields>();
    for (var element : elements(name)) {
      if (element.isObject()) {
        objects.add(new JsonFields(element, where + "." + name));
      }
    }
    return List.copyOf(objects);
  }

  /// The strings of an array; none if there is no array.
  public List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (var element : elements(name)) {
      if (element.isString()) {
        texts.add(element.stringValue());
      }
    }
    return List.copyOf(texts);
  }

  /// All fields of this object by name, which all have to be strings.
  public Map<String, String> allTexts() {
    var texts = new LinkedHashMap<String, String>();
    for (var field : object.properties()) {
      if (!field.getValue().isString()) {
        throw new MalformedMessage(where + " holds something else than strings");
      }
      texts.put(field.getKey(), field.getValue().stringValue());
    }
    return Collections.unmodifiableMap(texts);
  }

  /// How many fields there are.
  public int size() {
    return object.size();
  }

  /// Whether a field is there and says `null`.
  public boolean isNull(String name) {
    var value = object.get(name);
    return value != null && value.isNull();
  }

  private Iterable<JsonNode> elements(String name) {
    var value = object.get(name);
    return value != null && value.isArray() ? value.values() : List.of();
  }

  private static boolean isWhole(@Nullable JsonNode value) {
    if (value == null || !value.isNumber()) {
      return false;
    }
    return value.isIntegralNumber()
        ? value.canConvertToLong()
        : Math.abs(value.doubleValue()) <= MAX_EXACT;
  }

  private static long toLong(JsonNode value) {
    return value.isIntegralNumber() ? value.longValue() : (long) value.doubleValue();
  }

  private MalformedMessage malformed(String name, String what) {
    return new MalformedMessage(where + "." + name + " is not " + what);
  }
}
