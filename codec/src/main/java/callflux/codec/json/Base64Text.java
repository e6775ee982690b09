package callflux.codec.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Base64 as RFC 4648 section 4 has it: the standard alphabet, padded, and nothing else in between.
public final class Base64Text {
  private static final boolean[] ALPHABET = new boolean[256];

  static {
    for (byte letter :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
            .getBytes(StandardCharsets.US_ASCII)) {
      ALPHABET[letter] = true;
    }
  }

  private Base64Text() {}

  /// The text as bytes, still base64; null if it is not.
  public static byte @Nullable [] bytes(String text) {
    // What is beyond Latin-1 becomes a question mark, which is in no alphabet.
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return end(bytes, 0, bytes.length) == bytes.length ? bytes : null;
  }

  /// Where base64 that begins at `from` ends, `to` at the latest; -1 if what ends there is not
  /// whole.
  static int end(byte[] text, int from, int to) {
    int at = from;
    while (at < to && ALPHABET[text[at] & 0xFF]) {
      at++;
    }
    int padded = (at - from + 3) & ~3;
    int padding = from + padded - at;
    if (padding > 2 || from + padded > to) {
      return -1;
    }
    for (; padding > 0; padding--) {
      if (text[at++] != '=') {
        return -1;
      }
    }
    return at;
  }
}
