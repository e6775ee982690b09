package callflux.gateway.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Names a far end in the log without saying who it is: lines of one address can be joined, and
/// nobody can compute the address.
public final class PeerHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 8;
  // Its key lives as long as the process. Cloned for each use.
  private static final Mac KEYED = keyed();

  private PeerHash() {}

  /// 16 hexadecimal characters that stand for the address, without its port.
  public static String of(@Nullable SocketAddress peer) {
    if (!(peer instanceof InetSocketAddress address) || address.getAddress() == null) {
      return "0".repeat(2 * BYTES);
    }
    try {
      byte[] hash = ((Mac) KEYED.clone()).doFinal(address.getAddress().getAddress());
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own HMAC can be cloned", e);
    }
  }

  private static Mac keyed() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
