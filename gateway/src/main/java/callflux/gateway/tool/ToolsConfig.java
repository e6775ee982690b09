package callflux.gateway.tool;

import callflux.gateway.http.Egress;

/// Where tools may go.
///
/// @param privateNetworks whether to this host and to networks of one's own, and there unencrypted
/// @param local whether this is local mode, where this host itself is
public record ToolsConfig(boolean privateNetworks, boolean local) {

  Egress egress() {
    return new Egress(privateNetworks, local);
  }
}
