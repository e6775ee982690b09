package callflux.codec.json;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// JSON written by hand.
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /// Appends a string, quoted and escaped, in ASCII alone.
  public static void writeString(String value, ByteBuf out) {
    out.writeByte('"');
    if (isPlain(value)) {
      out.writeCharSequence(value, StandardCharsets.US_ASCII);
    } else {
      for (int i = 0; i < value.length(); i++) {
        writeEscaped(value.charAt(i), out);
      }
    }
    out.writeByte('"');
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isPlain(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(int character) {
    return character >= ' ' && character < 0x7F && character != '"' && character != '\\';
  }

  private static void writeEscaped(char character, ByteBuf out) {
    if (isPlain(character)) {
      out.writeByte(character);
      return;
    }
    out.writeByte('\\').writeByte('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.writeByte(HEX.charAt(character >> shift & 0xF));
    }
  }
}
