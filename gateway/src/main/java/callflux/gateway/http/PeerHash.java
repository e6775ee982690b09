package callflux.gateway.http;

import callflux.gateway.privacy.KeyedHash;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// Names a far end in the log without saying who it is: lines of one address can be joined, and
/// nobody can compute the address.
public final class PeerHash {
  private static final int BYTES = 8;
  private static final KeyedHash HASH = KeyedHash.forThisProcess();

  private PeerHash() {}

  /// 16 hexadecimal characters that stand for the address, without its port.
  public static String of(@Nullable SocketAddress peer) {
    if (!(peer instanceof InetSocketAddress address) || address.getAddress() == null) {
      return "0".repeat(2 * BYTES);
    }
    return HASH.of(address.getAddress().getAddress(), BYTES);
  }
}
