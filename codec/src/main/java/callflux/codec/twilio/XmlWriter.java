package callflux.codec.twilio;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Writes XML that is well-formed whatever it is told to say. Names of elements and attributes are
/// the program's own; values and text may come from anyone.
final class XmlWriter {
  private final StringBuilder out =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  XmlWriter open(String element) {
    endTag();
    out.append('<').append(element);
    open.push(element);
    inTag = true;
    return this;
  }

  /// Belongs right after [#open]; leaves out what is null.
  XmlWriter attribute(String name, @Nullable Object value) {
    if (value != null) {
      out.append(' ').append(name).append("=\"");
      escape(value.toString());
      out.append('"');
    }
    return this;
  }

  XmlWriter text(String text) {
    endTag();
    escape(text);
    return this;
  }

  XmlWriter close() {
    String element = open.pop();
    if (inTag) {
      out.append("/>");
      inTag = false;
    } else {
      out.append("</").append(element).append('>');
    }
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void endTag() {
    if (inTag) {
      out.append('>');
      inTag = false;
    }
  }

  private void escape(String text) {
    text.codePoints().filter(XmlWriter::allowed).forEach(this::escape);
  }

  private void escape(int character) {
    switch (character) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&apos;");
      // Bare, a reader takes them for spaces.
      case '\t', '\n', '\r' -> out.append("&#").append(character).append(';');
      default -> out.appendCodePoint(character);
    }
  }

  /// XML 1.0's `Char`: no escape makes the rest legal, so it is dropped. A lone surrogate is among
  /// it.
  private static boolean allowed(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || (character >= 0x20 && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character >= 0x10000;
  }
}
