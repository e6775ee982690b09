package callflux.gateway.privacy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Stands for what nobody is to know by a hash with a key (HMAC-SHA256, RFC 2104): what is the same
/// can be told to be, and without the key nobody can try out what it might be. Safe for any thread.
public final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  /// Cloned for each use.
  private final Mac keyed;

  private KeyedHash(SecretKey key) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /// With a key that lives as long as the process: what it makes means nothing to another one.
  public static KeyedHash forThisProcess() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return with(key);
  }

  /// With a key that somebody keeps.
  ///
  /// @throws IllegalArgumentException if it does not have 32 bytes
  public static KeyedHash with(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
    }
    return new KeyedHash(new SecretKeySpec(key, ALGORITHM));
  }

  /// What stands for something.
  ///
  /// @param bytes of the hash, 32 at most; each is two hexadecimal digits of the result
  public String of(byte[] something, int bytes) {
    try {
      byte[] hash = ((Mac) keyed.clone()).doFinal(something);
      return HexFormat.of().formatHex(hash, 0, bytes);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own HMAC can be cloned", e);
    }
  }
}
