package callflux.gateway.transcript;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.gateway.call.Callers;
import callflux.gateway.config.Secret;
import callflux.gateway.privacy.KeyedHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// Stands for callers by a keyed hash of their number: calls of one caller can be joined, and
/// without the key nobody can try out numbers. Safe for any thread.
public final class Pseudonyms {
  /// Stands for all those who don't tell their number.
  public static final String ANONYMOUS = "anonymous";

  /// Where the key is kept if none is given.
  static final String FILE = "caller.key";

  private static final int KEY_BYTES = 32;
  private static final int BYTES = 16;

  /// Fewer characters can be guessed.
  private static final int SHORTEST_SECRET = 16;

  /// A number as people write it: `+1 (415) 555-0100`.
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9 ().-]+");

  private static final Pattern NO_DIGIT = Pattern.compile("[ ().-]+");

  /// What follows a SIP address and says how to get there.
  private static final Pattern PARAMETERS = Pattern.compile("[;?].*", Pattern.DOTALL);

  private final KeyedHash hash;

  private Pseudonyms(byte[] key) {
    this.hash = KeyedHash.with(key);
  }

  /// With a key derived from a secret (HKDF, RFC 5869): the same for all gateways that have it.
  ///
  /// @throws IllegalArgumentException if it is short enough to be guessed
  public static Pseudonyms keyedBy(Secret secret) {
    if (secret.value().length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "the secret for callers' numbers is shorter than 16 characters;"
              + " make one with `openssl rand -hex 32`");
    }
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret.value().getBytes(UTF_8))
              .thenExpand("callflux callers".getBytes(UTF_8), KEY_BYTES);
      return new Pseudonyms(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HKDF", e);
    }
  }

  /// With a key of its own, kept in a file that only its owner may read: this gateway's for good.
  ///
  /// @throws IOException if it can't be read or written, or is no key
  public static Pseudonyms keptIn(Path directory) throws IOException {
    var file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      byte[] key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      OwnFiles.write(file, (HexFormat.of().formatHex(key) + '\n').getBytes(US_ASCII));
    }
    return new Pseudonyms(read(file));
  }

  private static byte[] read(Path file) throws IOException {
    var text = Files.readString(file, US_ASCII).strip();
    try {
      byte[] key = HexFormat.of().parseHex(text);
      if (key.length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // Told below, without the text.
    }
    throw new IOException(
        file
            + " is no key of 64 hex digits; put it back from a backup, or delete it: then callers"
            + " get other pseudonyms from now on");
  }

  /// 32 hex digits, or [#ANONYMOUS].
  ///
  /// @param from a number or an address, as a network tells it
  public String of(String from) {
    if (Callers.isAnonymous(from)) {
      return ANONYMOUS;
    }
    return hash.of(normalised(from).getBytes(UTF_8), BYTES);
  }

  private static String normalised(String from) {
    var plain = from.strip().toLowerCase(Locale.ROOT);
    return NUMBER.matcher(plain).matches()
        ? NO_DIGIT.matcher(plain).replaceAll("")
        : PARAMETERS.matcher(plain).replaceFirst("");
  }
}
