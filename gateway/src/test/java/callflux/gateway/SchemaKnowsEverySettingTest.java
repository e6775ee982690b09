package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The schema takes what the gateway takes, and refuses what it can of what the gateway refuses.
class SchemaKnowsEverySettingTest {
  /// Maps whose keys are the operator's to choose.
  private static final Set<String> OPEN =
      Set.of("agents", "numbers", "prices", "upstreams", "variables", "headers", "query");

  /// A schema of the operator's own.
  private static final String FOREIGN = "parameters";

  @ParameterizedTest
  @ValueSource(strings = {"every-setting.yaml", "every-agent.yaml"})
  void everySettingIsTaken(String file) throws Exception {
    assertThat(Schema.faults(tree(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"every-setting.yaml", "every-agent.yaml"})
  void noOtherKeyIsTakenAnywhere(String file) throws Exception {
    assertThat(refusesOthers(tree(file), tree(file), "")).isGreaterThan(1);
  }

  /// Puts a key of no meaning into each map in turn.
  private static int refusesOthers(JsonNode root, JsonNode node, String path) {
    int maps = 0;
    if (path.endsWith("/" + FOREIGN)) {
      return maps;
    }
    for (var name : node.propertyNames()) {
      maps += refusesOthers(root, node.get(name), path + "/" + name.replace("~", "~0"));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      maps += refusesOthers(root, node.get(i), path + "/" + i);
    }
    if (node instanceof ObjectNode && !OPEN.contains(path.substring(path.lastIndexOf('/') + 1))) {
      var changed = root.deepCopy();
      ((ObjectNode) changed.at(path)).put("misspelt", "x");
      assertThat(Schema.faults(changed)).as(path).isNotEmpty();
      maps++;
    }
    return maps;
  }

  @Test
  void itHasNoKeyThatTheGatewayHasNot() throws Exception {
    var written = new TreeSet<String>();
    keys(tree("every-setting.yaml"), "", written);
    keys(tree("every-agent.yaml"), "", written);
    written.add("eagerness"); // of the other kind of turn detection
    written.add("capacity_file"); // which has to be there

    var known = new TreeSet<String>();
    properties(JsonMapper.shared().readTree(SchemaCommand.schema()), known);

    assertThat(known).isEqualTo(written);
  }

  @ParameterizedTest
  @MethodSource("callflux.gateway.BrokenFile#all")
  void mistakeOfFormIsRefused(BrokenFile broken) {
    assertThat(Schema.faults(broken.yaml()).isEmpty()).isEqualTo(!broken.formal());
  }

  private static void keys(JsonNode node, String name, Set<String> keys) {
    if (node.isArray()) {
      node.forEach(element -> keys(element, "", keys));
    }
    for (var key : node.propertyNames()) {
      if (!OPEN.contains(name)) {
        keys.add(key);
      }
      if (!key.equals(FOREIGN)) {
        keys(node.get(key), OPEN.contains(name) ? "" : key, keys);
      }
    }
  }

  private static void properties(JsonNode schema, Set<String> known) {
    if (schema.get("properties") instanceof ObjectNode properties) {
      known.addAll(properties.propertyNames());
    }
    schema.forEach(part -> properties(part, known));
  }

  private static JsonNode tree(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SchemaKnowsEverySettingTest.class.getResourceAsStream(file))) {
      return new YAMLMapper().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
