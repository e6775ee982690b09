package callflux.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A map in the configuration file. Remembers what was read of it, so that a misspelt key is a
/// fault and not a default.
public final class Section {
  /// What is shown of a value: enough to recognise it, too little to be a key.
  private static final Pattern SHOWN = Pattern.compile("[\\w.+ -]{1,16}");

  private static final JsonMapper TREES = JsonMapper.shared();
  private static final TypeReference<LinkedHashMap<String, Object>> TREE = new TypeReference<>() {};

  private final String path;
  private final ObjectNode tree;
  private final Document document;
  private final @Nullable Section base;

  /// What was asked for, and the maps in it.
  private final Map<String, List<Section>> read;

  Section(String path, ObjectNode tree, Document document) {
    this.path = path;
    this.tree = tree;
    this.document = document;
    this.base = null;
    this.read = new HashMap<>();
  }

  private Section(Section own, Section base) {
    this.path = own.path;
    this.tree = own.tree;
    this.document = own.document;
    this.base = base;
    this.read = own.read;
  }

  /// This section with another one behind it, which has whatever this one has not. A fault is told
  /// where the key is.
  public Section over(Section other) {
    return new Section(this, other);
  }

  /// Whether a key is there at all.
  public boolean has(String key) {
    return tree.hasNonNull(key) || (base != null && base.has(key));
  }

  /// Whether a key is there, and not only in a section behind this one.
  public boolean hasOwn(String key) {
    return tree.hasNonNull(key);
  }

  /// Whether a key is there and is a map.
  public boolean hasMap(String key) {
    return tree.get(key) instanceof ObjectNode;
  }

  /// Its keys, in the order of the file.
  public List<String> keys() {
    return List.copyOf(tree.propertyNames());
  }

  /// A map within this one; empty if it isn't there.
  public Section section(String key) {
    var behind = behind(key);
    return behind == null
        ? read.computeIfAbsent(key, _ -> List.of(within(key))).getFirst()
        : behind.section(key);
  }

  /// The section that has a key instead of this one.
  private @Nullable Section behind(String key) {
    return base != null && !tree.has(key) ? base : null;
  }

  private Section within(String key) {
    var node = tree.get(key);
    if (node instanceof ObjectNode object) {
      return new Section(at(key), object, document);
    }
    if (node != null && !node.isNull()) {
      fault(key, "is not a map", "write its keys below it, indented");
    }
    return new Section(at(key), JsonNodeFactory.instance.objectNode(), document);
  }

  /// Maps within this one, as a list; empty if it isn't there.
  public List<Section> sections(String key) {
    var behind = behind(key);
    return behind == null ? read.computeIfAbsent(key, this::allWithin) : behind.sections(key);
  }

  private List<Section> allWithin(String key) {
    var node = tree.get(key);
    if (node == null || node.isNull()) {
      return List.of();
    }
    var sections = new ArrayList<Section>();
    if (node.isArray()) {
      for (var element : node) {
        if (element instanceof ObjectNode object) {
          sections.add(new Section(at(key) + "[" + sections.size() + "]", object, document));
        }
      }
    }
    if (!node.isArray() || sections.size() < node.size()) {
      fault(key, "is not a list of maps", "begin each with a hyphen");
    }
    return List.copyOf(sections);
  }

  /// A map whose keys are nobody's but its author's, as maps, lists and scalars; empty if it isn't
  /// there.
  public Map<String, Object> tree(String key) {
    var behind = behind(key);
    if (behind != null) {
      return behind.tree(key);
    }
    var within = section(key);
    within.tree.propertyNames().forEach(name -> within.read.putIfAbsent(name, List.of()));
    return TREES.convertValue(within.tree, TREE);
  }

  /// A text, which may be empty.
  public Optional<String> text(String key) {
    return scalar(key).map(JsonNode::asString);
  }

  /// A text with something in it.
  public Optional<String> word(String key) {
    var text = text(key);
    if (text.isPresent() && text.get().isBlank()) {
      fault(key, "is blank", "give a text, or leave it out");
      return Optional.empty();
    }
    return text;
  }

  public boolean bool(String key, boolean otherwise) {
    return value(
        key,
        node -> node.isBoolean() ? node.booleanValue() : null,
        otherwise,
        "give true or false");
  }

  public int integer(String key, int least, int most, int otherwise) {
    return value(
        key,
        node -> node.isInt() && between(node.intValue(), least, most) ? node.intValue() : null,
        otherwise,
        "give a whole number from " + least + " to " + most);
  }

  public double number(String key, double least, double most, double otherwise) {
    return value(
        key,
        node ->
            node.isNumber() && between(node.doubleValue(), least, most) ? node.doubleValue() : null,
        otherwise,
        "give a number from " + least + " to " + most);
  }

  /// A time such as `500ms`, `60s`, `5m`, `1h` or `90d`.
  public Duration duration(String key, Duration otherwise) {
    return value(
        key,
        node -> DurationText.read(node.asString()),
        otherwise,
        "give a time such as 500ms, 60s, 5m, 1h or 90d, more than zero");
  }

  /// A constant, by its name in lower case.
  public <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
    var names = names(type);
    Function<JsonNode, @Nullable Optional<E>> reader =
        node ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(node.asString()))
                .findFirst()
                .map(Optional::of)
                .orElse(null);
    return value(key, reader, Optional.empty(), "give one of: " + names);
  }

  /// The text of a file that a key names, in UTF-8, without blanks at its end.
  ///
  /// @param most bytes that it may hold
  public Optional<String> textFile(String key, int most) {
    var behind = behind(key);
    return behind == null
        ? word(key).flatMap(name -> document.text(at(key), name, most))
        : behind.textFile(key, most);
  }

  /// Some of a set of constants, as a list of their names in lower case.
  public <E extends Enum<E>> List<E> someOf(String key, Class<E> type) {
    var behind = behind(key);
    if (behind != null) {
      return behind.someOf(key, type);
    }
    read.putIfAbsent(key, List.of());
    var node = tree.get(key);
    if (node == null || node.isNull()) {
      return List.of();
    }
    var constants = new ArrayList<E>();
    for (var element : node.isArray() ? node : JsonNodeFactory.instance.arrayNode().add(node)) {
      Arrays.stream(type.getEnumConstants())
          .filter(constant -> element.isString() && name(constant).equals(element.stringValue()))
          .findFirst()
          .ifPresentOrElse(constants::add, () -> notOneOf(key, type));
    }
    return List.copyOf(constants);
  }

  private <E extends Enum<E>> void notOneOf(String key, Class<E> type) {
    fault(key, "holds something else", "give a list of some of: " + names(type));
  }

  /// A map of texts, such as headers; every key in it counts as read.
  public Map<String, String> texts(String key) {
    var texts = new LinkedHashMap<String, String>();
    var section = section(key);
    section
        .tree
        .propertyNames()
        .forEach(name -> section.text(name).ifPresent(text -> texts.put(name, text)));
    return texts;
  }

  /// The same, with those of the section behind this one that are not in this one.
  public Map<String, String> allTexts(String key) {
    var texts = base == null ? new LinkedHashMap<String, String>() : base.allTexts(key);
    if (base == null || tree.has(key)) {
      texts.putAll(texts(key));
    }
    return texts;
  }

  /// Notes every key that nobody has asked for.
  void faultUnread() {
    for (var key : tree.propertyNames()) {
      var within = read.get(key);
      if (within == null) {
        fault(key, "is not a setting", "check its spelling, or take it out");
      } else {
        within.forEach(Section::faultUnread);
      }
    }
  }

  /// Notes that something is wrong with a key.
  public void fault(String key, String what, String remedy) {
    document.fault(at(key), what, remedy);
  }

  private String at(String key) {
    var behind = behind(key);
    if (behind != null && behind.has(key)) {
      return behind.at(key);
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  private Optional<JsonNode> scalar(String key) {
    var behind = behind(key);
    if (behind != null) {
      return behind.scalar(key);
    }
    read.putIfAbsent(key, List.of());
    var node = tree.get(key);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node.isContainer()) {
      fault(key, "is a list or a map", "give a single value");
      return Optional.empty();
    }
    return Optional.of(node);
  }

  private <T> T value(
      String key, Function<JsonNode, @Nullable T> reader, T otherwise, String remedy) {
    var node = scalar(key);
    if (node.isEmpty()) {
      return otherwise;
    }
    var value = reader.apply(node.get());
    if (value == null) {
      var text = node.get().asString();
      fault(key, (SHOWN.matcher(text).matches() ? text : "its value") + " will not do", remedy);
      return otherwise;
    }
    return value;
  }

  private static boolean between(double value, double least, double most) {
    return value >= least && value <= most;
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Section::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
