package callflux.gateway.http;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Sums up what Autobahn thinks of one end of our WebSockets, in a line, and fails if it is not
/// content.
public final class AutobahnReport {
  // Text that goes wrong within a frame may be told of at its end: the RFC leaves it open.
  private static final Set<String> MAY_BE_LATE = Set.of("6.4.3", "6.4.4");
  private static final Set<String> CONTENT = Set.of("OK", "INFORMATIONAL");

  private AutobahnReport() {}

  /// Prints the line, and one for each case that is not as it should be.
  ///
  /// @param args what is reported on, where its `index.json` is, and how many cases it must hold
  public static void main(String[] args) {
    JsonNode cases = new ObjectMapper().readTree(new File(args[1])).iterator().next();
    List<String> wrong =
        cases.properties().stream()
            .filter(one -> !isRight(one.getKey(), one.getValue()))
            .map(one -> "  " + one.getKey() + ": " + one.getValue())
            .toList();
    System.out.printf(
        "Autobahn, %s: %d cases, %s; closes %s%n",
        args[0], cases.size(), count(cases, "behavior"), count(cases, "behaviorClose"));
    wrong.forEach(System.out::println);
    System.exit(wrong.isEmpty() && cases.size() == Integer.parseInt(args[2]) ? 0 : 1);
  }

  private static boolean isRight(String number, JsonNode result) {
    String behavior = result.path("behavior").asString();
    boolean late = MAY_BE_LATE.contains(number) && behavior.equals("NON-STRICT");
    return (CONTENT.contains(behavior) || late)
        && CONTENT.contains(result.path("behaviorClose").asString());
  }

  private static Map<String, Long> count(JsonNode cases, String verdict) {
    return cases
        .valueStream()
        .map(one -> one.path(verdict).asString())
        .collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.counting()));
  }
}
