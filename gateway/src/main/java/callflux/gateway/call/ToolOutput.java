package callflux.gateway.call;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What came of a function call.
///
/// @param json what the model is told: personal
public record ToolOutput(ToolResult result, String json) {

  /// It was done.
  ///
  /// @param json what the model is told of it
  public static ToolOutput done(String json) {
    return new ToolOutput(ToolResult.OK, json);
  }

  /// It failed, in a way that its name says.
  public static ToolOutput failed(ToolResult why) {
    return failed(why, Map.of());
  }

  /// It failed.
  ///
  /// @param more that may help the model to do better
  public static ToolOutput failed(ToolResult why, Map<String, ?> more) {
    var told = new LinkedHashMap<String, Object>();
    told.put("error", why.label());
    told.putAll(more);
    return new ToolOutput(why, JsonMapper.shared().writeValueAsString(told));
  }

  /// Whether the model is told of a failure.
  public boolean isFailure() {
    return result != ToolResult.OK;
  }

  /// Never the words.
  @Override
  public String toString() {
    return result.label();
  }
}
