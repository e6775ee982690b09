package callflux.gateway.http;

import java.net.InetAddress;

/// Where this gateway may go for somebody who is not wholly trusted.
///
/// @param privateNetworks whether to this host and to networks of one's own, and there unencrypted
/// @param local whether this is local mode, where this host itself is
public record Egress(boolean privateNetworks, boolean local) {

  /// Whether a connection may be made.
  ///
  /// @param address the one that is connected to, not the name it was asked for by
  /// @param encrypted whether TLS is spoken there
  boolean allows(InetAddress address, boolean encrypted) {
    return switch (Network.of(address)) {
      case PUBLIC -> encrypted;
      case PRIVATE -> privateNetworks;
      case LOOPBACK -> privateNetworks || local;
      case NOWHERE -> false;
    };
  }
}
