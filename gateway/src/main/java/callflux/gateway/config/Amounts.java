package callflux.gateway.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// Caps: numbers that have to be more than nothing, or the word `unlimited`. To switch a cap off by
/// a zero, or by leaving it out, would be too easy to do by mistake.
public final class Amounts {
  /// A count without a cap.
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /// Money without a cap, in millionths of a US dollar.
  public static final long UNLIMITED_USD = Long.MAX_VALUE;

  private static final String WORD = "unlimited";
  private static final int MOST = 1_000_000;
  private static final long MOST_MICROS = 1_000_000_000_000L;
  private static final long MOST_PRICE_MICROS = 10_000_000_000L;
  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,6}");

  private Amounts() {}

  /// A whole number from 1 to a million, or [#UNLIMITED].
  public static int count(Section section, String key, int otherwise) {
    var text = section.text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().equals(WORD)) {
      return UNLIMITED;
    }
    if (COUNT.matcher(text.get()).matches() && Integer.parseInt(text.get()) <= MOST) {
      return Integer.parseInt(text.get());
    }
    section.fault(key, "will not do", "give a whole number from 1 to " + MOST + ", or " + WORD);
    return otherwise;
  }

  /// Millionths of a US dollar, written as dollars: more than nothing, or [#UNLIMITED_USD].
  public static long usd(Section section, String key, long otherwise) {
    var text = section.text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().equals(WORD)) {
      return UNLIMITED_USD;
    }
    long micros = micros(text.get());
    if (micros > 0 && micros <= MOST_MICROS) {
      return micros;
    }
    section.fault(key, "will not do", "give US dollars such as 0.50, or " + WORD);
    return otherwise;
  }

  /// Millionths of a US dollar, written as dollars, for what may also cost nothing.
  public static long price(Section section, String key) {
    var text = section.text(key);
    long micros = text.map(Amounts::micros).orElse(-1L);
    if (micros >= 0 && micros <= MOST_PRICE_MICROS) {
      return micros;
    }
    section.fault(
        key,
        text.isEmpty() ? "is not set" : "will not do",
        "give US dollars for a million tokens, from 0 to 10000");
    return 0;
  }

  /// @return -1 if it is no such amount
  private static long micros(String usd) {
    try {
      var micros = new BigDecimal(usd).movePointRight(6);
      return micros.compareTo(BigDecimal.valueOf(MOST_MICROS)) > 0
          ? -1
          : micros.setScale(0, RoundingMode.HALF_UP).longValue();
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
