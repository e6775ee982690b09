package callflux.gateway.analysis;

import callflux.gateway.archive.CallFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A call, and what a person who read it made of it.
record LabelledCall(String id, double sentiment, int lead, CallFile call) {

  /// All of a file of the test data.
  static List<LabelledCall> read(String name) {
    try (var file = LabelledCall.class.getResourceAsStream("/callflux/analysis/" + name)) {
      var calls = new YAMLMapper().readTree(Objects.requireNonNull(file, name));
      return calls.valueStream().map(LabelledCall::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabelledCall of(JsonNode node) {
    return new LabelledCall(
        node.required("id").stringValue(),
        node.required("sentiment").doubleValue(),
        node.required("lead").intValue(),
        Told.call(Told.sid(1), node.required("text").stringValue().lines().toList()));
  }
}
