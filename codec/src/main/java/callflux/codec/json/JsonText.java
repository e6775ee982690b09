package callflux.codec.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/// JSON written by hand.
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  /// Bytes that [#buffer] leaves free before the text: enough for the head of any WebSocket frame
  /// (RFC 6455 section 5.2), which can then be put there.
  public static final int HEADROOM = 14;

  private JsonText() {}

  /// A buffer for a text of so many bytes; whoever gets it releases it.
  public static ByteBuf buffer(ByteBufAllocator allocator, int length) {
    return allocator.buffer(HEADROOM + length).setIndex(HEADROOM, HEADROOM);
  }

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
