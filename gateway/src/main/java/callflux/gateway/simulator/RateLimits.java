package callflux.gateway.simulator;

import tools.jackson.databind.node.ArrayNode;

/// What `rate_limits.updated` tells: limits that are never reached.
final class RateLimits {
  static final ArrayNode AMPLE = ample();

  private RateLimits() {}

  private static ArrayNode ample() {
    ArrayNode limits = Json.MAPPER.createArrayNode();
    add(limits, "requests", 1_000, 999);
    add(limits, "tokens", 50_000, 49_950);
    return limits;
  }

  private static void add(ArrayNode limits, String name, int limit, int remaining) {
    limits
        .addObject()
        .put("name", name)
        .put("limit", limit)
        .put("remaining", remaining)
        .put("reset_seconds", 60);
  }
}
