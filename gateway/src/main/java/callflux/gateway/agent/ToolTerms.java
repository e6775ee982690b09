package callflux.gateway.agent;

import java.util.Optional;
import java.util.function.Function;

/// On what terms agents may have tools.
///
/// @param local whether this is local mode, where the gateway has endpoints of its own, and secrets
///   may be missing
/// @param privateNetworks whether endpoints may be on this host, or in a network of one's own
/// @param environment its variables, by name, of which headers may hold some
public record ToolTerms(
    boolean local, boolean privateNetworks, Function<String, Optional<String>> environment) {

  /// Endpoints that anybody can reach, and no secrets.
  public static final ToolTerms PLAIN = new ToolTerms(false, false, _ -> Optional.empty());
}
