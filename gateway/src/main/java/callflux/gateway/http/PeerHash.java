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
  // For as long as the process lives.
  private static final SecretKeySpec KEY = new SecretKeySpec(randomKey(), ALGORITHM);

  private PeerHash() {}

  /// 16 hexadecimal characters that stand for the address, without its port.
  public static String of(@Nullable SocketAddress peer) {
    if (!(peer instanceof InetSocketAddress address) || address.getAddress() == null) {
      return "0".repeat(2 * BYTES);
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(KEY);
      byte[] hash = mac.doFinal(address.getAddress().getAddress());
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  private static byte[] randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
