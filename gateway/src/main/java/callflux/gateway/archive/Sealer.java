package callflux.gateway.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Encrypts what is personal before it is written anywhere: AES-256-GCM (NIST SP 800-38D), with a
/// random nonce each time, bound to the place that it belongs to, so that nothing can be moved from
/// one call to another. Without a key it leaves all as it is.
///
/// What is sealed begins with a byte that no JSON begins with, and with the name of its key. Safe
/// for any thread.
public final class Sealer {
  /// Seals nothing.
  public static final Sealer NONE = new Sealer(List.of());

  private static final byte SEALED = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD = 1 + Key.NAME_BYTES;

  private final List<Key> keys;
  private final SecureRandom random = new SecureRandom();

  /// @param keys the first seals; the others open what they sealed before it took their place
  public Sealer(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /// A key of 256 bits. Its name is a part of its hash, which says nothing about it.
  public static final class Key {
    /// So many bytes it has.
    public static final int BYTES = 32;

    private static final int NAME_BYTES = 4;

    private final byte[] name;
    private final SecretKeySpec secret;

    /// @throws IllegalArgumentException if it does not have [#BYTES]
    public Key(byte[] secret) {
      if (secret.length != BYTES) {
        throw new IllegalArgumentException("a key has 32 bytes, not " + secret.length);
      }
      this.name = Arrays.copyOf(sha256(secret), NAME_BYTES);
      this.secret = new SecretKeySpec(secret, "AES");
    }

    private static byte[] sha256(byte[] bytes) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    /// Its name alone.
    @Override
    public String toString() {
      return HexFormat.of().formatHex(name);
    }
  }

  /// Whether it seals anything.
  public boolean seals() {
    return !keys.isEmpty();
  }

  /// Seals a JSON text.
  ///
  /// @param place names what it belongs to; it opens only there
  public byte[] seal(byte[] json, String place) {
    if (keys.isEmpty()) {
      return json;
    }
    var key = keys.getFirst();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(json);
      return ByteBuffer.allocate(HEAD + NONCE_BYTES + sealed.length)
          .put(SEALED)
          .put(key.name)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  /// Opens what was sealed, or was never sealed.
  ///
  /// @param place as it was sealed
  /// @throws SealBroken if its key is not here, or it is not what was sealed
  public byte[] open(byte[] text, String place) {
    if (text.length == 0 || text[0] != SEALED) {
      return text;
    }
    if (text.length < HEAD + NONCE_BYTES + TAG_BITS / 8) {
      throw new SealBroken("what was sealed is cut short");
    }
    var key = key(Arrays.copyOfRange(text, 1, HEAD));
    byte[] nonce = Arrays.copyOfRange(text, HEAD, HEAD + NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, place)
          .doFinal(text, HEAD + NONCE_BYTES, text.length - HEAD - NONCE_BYTES);
    } catch (AEADBadTagException _) {
      throw new SealBroken("this is not what was sealed here with the key " + key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  private Key key(byte[] name) {
    return keys.stream()
        .filter(key -> Arrays.equals(key.name, name))
        .findFirst()
        .orElseThrow(() ->
            new SealBroken(
                "it was sealed with the key "
                    + HexFormat.of().formatHex(name)
                    + ", which is not here"));
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, String place)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secret, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(UTF_8));
    return cipher;
  }

  /// What was sealed can't be read.
  public static final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private SealBroken(@Nullable String message) {
      super(message);
    }
  }
}
