package callflux.gateway.analysis;

import callflux.gateway.archive.Content.ToolRan;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a tool did, or did not do.
///
/// @param tool its name
/// @param outcome what came of it, if its name tells
record Deed(String tool, boolean done, Optional<String> outcome) {
  static final String BOOKED = "booked";
  static final String CHANGED = "changed";

  private static final JsonMapper JSON = JsonMapper.shared();

  /// By how a tool's name begins.
  private static final Map<String, String> OUTCOMES =
      Map.ofEntries(
          Map.entry("book", BOOKED),
          Map.entry("reserve", BOOKED),
          Map.entry("schedule", BOOKED),
          Map.entry("enrol", BOOKED),
          Map.entry("sign_up", BOOKED),
          Map.entry("buy", BOOKED),
          Map.entry("purchase", BOOKED),
          Map.entry("place_order", BOOKED),
          Map.entry("change", CHANGED),
          Map.entry("move", CHANGED),
          Map.entry("reschedule", CHANGED),
          Map.entry("renew", "renewed"),
          Map.entry("cancel", "cancelled"),
          Map.entry("transfer", "transferred"));

  static Deed of(ToolRan ran) {
    return new Deed(
        ran.name(),
        !ran.failed() && isOk(ran.output()),
        OUTCOMES.entrySet().stream()
            .filter(outcome -> ran.name().startsWith(outcome.getKey()))
            .map(Map.Entry::getValue)
            .findFirst());
  }

  /// What doesn't say that it failed has not.
  private static boolean isOk(String output) {
    try {
      var node = JSON.readTree(output);
      return !node.has("error") && node.path("ok").asBoolean(true);
    } catch (JacksonException _) {
      return true;
    }
  }

  /// Whether it was done, and came to that.
  boolean cameTo(String what) {
    return done && outcome.filter(Predicate.isEqual(what)).isPresent();
  }

  /// As it is told.
  String title() {
    return tool.replace('_', ' ');
  }
}
