package callflux.codec.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Walks the fields of a message that is written plainly: keys in any order, but no escape, no
/// character beyond ASCII, nothing long but base64.
///
/// Anything else it refuses: every method then gives its empty answer, [#isWhole] is false, and the
/// message is for a [JsonReader]. What it does accept, it reads as a [JsonReader] would.
public final class JsonCursor {
  /// What [#nextKey] gives at the end of an object, or of its patience.
  public static final int END = -1;

  /// What [#nextKey] gives for a key that was not asked for.
  public static final int OTHER = -2;

  /// More than a second of base64 at 24 kHz: what is longer is rare enough for a [JsonReader].
  private static final int MAX_LENGTH = 64 * 1024;

  // Tighter than the limits of any JsonReader, so that none is missed here.
  private static final int MAX_KEYS = 32;
  private static final int MAX_KEY_LENGTH = 64;
  private static final int MAX_STRING_LENGTH = 1_024;
  private static final int MAX_DIGITS = 9;

  /// One for each thread: a message is read whole before the next one.
  private static final FastThreadLocal<JsonCursor> CURSORS =
      new FastThreadLocal<>() {
        @Override
        protected JsonCursor initialValue() {
          return new JsonCursor();
        }
      };

  private final byte[] text = new byte[MAX_LENGTH];
  private final byte[] decoded = new byte[MAX_LENGTH / 4 * 3];
  private int at;
  private int end;
  private int keys;
  private boolean first;
  private boolean refused;

  private JsonCursor() {}

  /// This thread's cursor at the beginning of a message, which stays the caller's to release and is
  /// left at its reader index. It is good until the next call.
  public static JsonCursor over(ByteBuf message) {
    var cursor = CURSORS.get();
    cursor.begin(message);
    return cursor;
  }

  private void begin(ByteBuf message) {
    at = 0;
    keys = 0;
    end = message.readableBytes();
    refused = end > MAX_LENGTH;
    if (!refused) {
      message.getBytes(message.readerIndex(), text, 0, end);
    }
  }

  /// Enters the object that begins here.
  public void enterObject() {
    expect('{');
    first = true;
  }

  /// Goes to the value of the next field.
  ///
  /// @param wanted keys; of one that comes twice, the last one counts
  /// @return the key's place among them, [#OTHER], or [#END] when the object ends here
  public int nextKey(byte[][] wanted) {
    skipSpaces();
    if (!refused && at < end && text[at] == '}') {
      at++;
      first = false;
      return END;
    }
    if (!first) {
      expect(',');
      skipSpaces();
    }
    first = false;
    int from = at + 1;
    int to = endOfString(MAX_KEY_LENGTH);
    expect(':');
    skipSpaces();
    if (++keys > MAX_KEYS) {
      refused = true;
    }
    return refused ? END : place(from, to, wanted);
  }

  private int place(int from, int to, byte[][] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (Arrays.equals(text, from, to, wanted[i], 0, wanted[i].length)) {
        return i;
      }
    }
    return OTHER;
  }

  /// Reads a string; if it is the likely one, gives that very object.
  public @Nullable String string(String likely) {
    int from = at + 1;
    int to = endOfString(MAX_STRING_LENGTH);
    if (refused) {
      return null;
    }
    return isAt(from, to, likely) ? likely : new String(text, from, to - from, ISO_8859_1);
  }

  private boolean isAt(int from, int to, String likely) {
    if (to - from != likely.length()) {
      return false;
    }
    int same = 0;
    while (from + same < to && text[from + same] == likely.charAt(same)) {
      same++;
    }
    return from + same == to;
  }

  /// Reads a string that has to be this one.
  public boolean isString(byte[] expected) {
    int from = at + 1;
    int to = endOfString(MAX_STRING_LENGTH);
    refused = refused || !Arrays.equals(text, from, to, expected, 0, expected.length);
    return !refused;
  }

  /// Reads a string of base64, decoded.
  public byte @Nullable [] base64() {
    expect('"');
    int from = at;
    int to = refused ? -1 : Base64Text.decode(text, from, end, decoded);
    if (to < 0) {
      refused = true;
      return null;
    }
    at = to;
    expect('"');
    return refused ? null : Arrays.copyOf(decoded, Base64Text.length(text, from, to));
  }

  /// Reads a whole number below a thousand million; -1 if there is none.
  public int wholeNumber() {
    int from = at;
    int number = 0;
    while (at < end && at - from < MAX_DIGITS && text[at] >= '0' && text[at] <= '9') {
      number = number * 10 + text[at++] - '0';
    }
    // JSON has no leading zeros.
    refused |= at == from || (text[from] == '0' && at - from > 1);
    return refused ? -1 : number;
  }

  /// Reads a string that holds such a whole number.
  public int quotedNumber() {
    expect('"');
    int number = wholeNumber();
    expect('"');
    return refused ? -1 : number;
  }

  /// Passes over a string or a whole number.
  public void skip() {
    if (at < end && text[at] == '"') {
      endOfString(MAX_STRING_LENGTH);
    } else {
      wholeNumber();
    }
  }

  /// Whether nothing was refused and the message has been read to its end.
  public boolean isWhole() {
    return !refused && at == end;
  }

  /// Passes over a string and gives the place of its closing quote.
  private int endOfString(int maxLength) {
    expect('"');
    int to = at;
    int limit = Math.min(end, at + maxLength + 1);
    // Signed: what is beyond ASCII is below the space, as control characters are.
    while (to < limit && text[to] >= ' ' && text[to] != '"' && text[to] != '\\') {
      to++;
    }
    if (to == limit) {
      refused = true;
      return to;
    }
    at = to;
    expect('"');
    return to;
  }

  private void skipSpaces() {
    while (at < end && text[at] == ' ') {
      at++;
    }
  }

  private void expect(char character) {
    if (refused || at == end || text[at] != character) {
      refused = true;
    } else {
      at++;
    }
  }
}
