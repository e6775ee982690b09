package callflux.codec.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Base64 as RFC 4648 section 4 has it: the standard alphabet, padded, and nothing else in between.
public final class Base64Text {
  /// Letters that are three bytes.
  private static final int GROUP = 4;

  /// Any negative number: a group that has one of these in it is negative as well.
  private static final int NO_LETTER = -1;

  private static final int[] VALUES = new int[256];

  static {
    Arrays.fill(VALUES, NO_LETTER);
    byte[] letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < letters.length; i++) {
      VALUES[letters[i]] = i;
    }
  }

  private Base64Text() {}

  /// The bytes that a text stands for; null if it is not base64.
  public static byte @Nullable [] decode(String text) {
    // What is beyond Latin-1 becomes a question mark, which is in no alphabet.
    byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
    var bytes = new byte[letters.length / GROUP * 3];
    int end = decode(letters, 0, letters.length, bytes);
    return end == letters.length ? Arrays.copyOf(bytes, length(letters, 0, end)) : null;
  }

  /// Decodes base64 that begins at `from`.
  ///
  /// @param to where it ends at the latest
  /// @param bytes long enough for whatever may be there
  /// @return where it ends; -1 if what ends there is not whole
  static int decode(byte[] text, int from, int to, byte[] bytes) {
    int at = from;
    int length = 0;
    while (to - at >= GROUP) {
      int group =
          value(text[at]) << 18
              | value(text[at + 1]) << 12
              | value(text[at + 2]) << 6
              | value(text[at + 3]);
      if (group < 0) {
        break;
      }
      bytes[length] = (byte) (group >> 16);
      bytes[length + 1] = (byte) (group >> 8);
      bytes[length + 2] = (byte) group;
      length += 3;
      at += GROUP;
    }
    return last(text, at, to, bytes, length);
  }

  /// Decodes what comes behind the last group without padding.
  private static int last(byte[] text, int from, int to, byte[] bytes, int length) {
    int at = from;
    int group = 0;
    while (at < to && value(text[at]) >= 0) {
      group = group << 6 | value(text[at++]);
    }
    int letters = at - from;
    if (letters == 0) {
      return from;
    }
    if (letters == 1 || to - from < GROUP) {
      return -1;
    }
    bytes[length] = (byte) (letters == 2 ? group >> 4 : group >> 10);
    if (letters == 2) {
      return text[at] == '=' && text[at + 1] == '=' ? from + GROUP : -1;
    }
    bytes[length + 1] = (byte) (group >> 2);
    return text[at] == '=' ? from + GROUP : -1;
  }

  /// How many bytes whole base64 stands for.
  static int length(byte[] text, int from, int to) {
    int padding = 0;
    while (padding < to - from && text[to - 1 - padding] == '=') {
      padding++;
    }
    return (to - from) / GROUP * 3 - padding;
  }

  private static int value(byte letter) {
    return VALUES[letter & 0xFF];
  }
}
