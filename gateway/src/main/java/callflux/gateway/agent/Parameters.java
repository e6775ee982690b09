package callflux.gateway.agent;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a tool takes: a JSON Schema, draft 2020-12, of one object.
public final class Parameters {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int MOST_CHARACTERS = 16 * 1024;

  /// What a schema is, as a schema.
  private static final Schema DRAFT =
      registry().getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

  private final Map<String, Object> schema;
  private final Schema compiled;

  private Parameters(Map<String, Object> schema, Schema compiled) {
    this.schema = Collections.unmodifiableMap(schema);
    this.compiled = compiled;
  }

  /// Compiles a schema, and tries it, so that its first use on an event loop loads nothing.
  ///
  /// @param schema as maps, lists and scalars
  /// @throws IllegalArgumentException if it is none; the message says what, and how to mend it
  public static Parameters of(Map<String, Object> schema) {
    var node = MAPPER.<JsonNode>valueToTree(schema);
    if (!"object".equals(node.path("type").asString(""))) {
      throw new IllegalArgumentException("is no schema of an object; begin with `type: object`");
    }
    if (node.toString().length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("is too long; give a schema of at most 16 KiB");
    }
    var fault = first(DRAFT.validate(node, Parameters::inEnglish));
    if (fault != null) {
      throw new IllegalArgumentException(
          "is no JSON Schema, at " + told(fault) + "; mend it there");
    }
    if (refersElsewhere(node)) {
      throw new IllegalArgumentException("refers to what is not in it; let `$ref` begin with #");
    }
    try {
      var parameters = new Parameters(schema, registry().getSchema(node));
      parameters.compiled.initializeValidators();
      var _ = parameters.fault(MAPPER.createObjectNode());
      return parameters;
    } catch (SchemaException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "can't be used; look for a `pattern` that is none, and a `$ref` to nothing", e);
    }
  }

  private static boolean refersElsewhere(JsonNode node) {
    var to = node.path("$ref");
    return (to.isString() && !to.stringValue().startsWith("#"))
        || node.valueStream().anyMatch(Parameters::refersElsewhere);
  }

  /// Knows the drafts, which are in its jar, and fetches nothing. One for each schema, so that none
  /// is taken for another of the same `$id`.
  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  }

  /// The schema, as maps, lists and scalars.
  public Map<String, Object> schema() {
    return schema;
  }

  /// What is wrong with arguments, and where; empty if nothing is.
  public Optional<String> fault(JsonNode arguments) {
    return Optional.ofNullable(first(compiled.validate(arguments, Parameters::inEnglish)))
        .map(Parameters::told);
  }

  private static void inEnglish(ExecutionContext context) {
    context.executionConfig(config -> config.locale(Locale.ENGLISH));
  }

  private static @Nullable Error first(List<Error> errors) {
    return errors.isEmpty() ? null : errors.getFirst();
  }

  private static String told(Error error) {
    return error.getInstanceLocation() + ": " + error.getMessage();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Parameters parameters && schema.equals(parameters.schema);
  }

  @Override
  public int hashCode() {
    return schema.hashCode();
  }

  @Override
  public String toString() {
    return schema.toString();
  }
}
