package callflux.gateway;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The schema of the configuration file, as an editor takes it.
final class Schema {
  private static final YAMLMapper MAPPER = new YAMLMapper();
  private static final com.networknt.schema.Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaCommand.schema());

  private Schema() {}

  /// What it finds wrong with a file.
  static List<String> faults(String yaml) {
    return faults(MAPPER.readTree(yaml));
  }

  static List<String> faults(JsonNode tree) {
    return SCHEMA.validate(tree).stream().map(Error::toString).toList();
  }
}
