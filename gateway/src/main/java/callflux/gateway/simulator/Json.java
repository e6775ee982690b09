package callflux.gateway.simulator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON trees: this server speaks the protocol on its own account, so that it can witness for the
/// gateway's codec.
final class Json {
  static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode nothing() {
    return NullNode.getInstance();
  }

  /// A tree written down in the source, which must be an object.
  static ObjectNode parse(String text) {
    return (ObjectNode) MAPPER.readTree(text);
  }

  /// The text of a required string field.
  static String requireString(JsonNode in, String field) {
    JsonNode value = in.path(field);
    if (value.isMissingNode()) {
      throw Refused.missing(field);
    }
    if (!value.isString()) {
      throw Refused.invalidType(field, "a string");
    }
    return value.stringValue();
  }
}
