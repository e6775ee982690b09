package callflux.gateway.history;

import java.util.Locale;
import java.util.regex.Pattern;

/// Strangers' text on its way to a terminal, which obeys control characters.
public final class Printable {
  /// Control characters; those that change direction or are not seen, but for the two that join and
  /// part letters in scripts and emoji; line ends; halves of characters.
  private static final Pattern OBEYED =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\\u200c\\u200d]]");

  private Printable() {}

  /// The text on one line, with what a terminal would obey, or not show, written out as JSON would.
  public static String of(String text) {
    return OBEYED.matcher(text).replaceAll(found -> writtenOut(found.group()));
  }

  private static String writtenOut(String obeyed) {
    return switch (obeyed) {
      case "\n" -> "\\\\n";
      case "\t" -> "\\\\t";
      default ->
          // Doubled, since the replacement obeys backslashes itself.
          String.format(Locale.ROOT, "\\\\u%04x", obeyed.codePointAt(0));
    };
  }
}
