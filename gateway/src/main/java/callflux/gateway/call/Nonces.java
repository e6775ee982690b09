package callflux.gateway.call;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Names that nobody can guess: 128 random bits in hex. Safe for any thread.
public final class Nonces {
  private final SecureRandom random = seeded();

  /// A new one, in lower case.
  public String next() {
    var bits = new byte[16];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  /// Seeds itself here, once, and not from a file on an event loop.
  private static SecureRandom seeded() {
    try {
      var random = SecureRandom.getInstance("DRBG");
      random.nextBytes(new byte[1]);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has a DRBG", e);
    }
  }
}
