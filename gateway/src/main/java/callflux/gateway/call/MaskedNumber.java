package callflux.gateway.call;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A telephone number of which too little is left to call it: `+1415***0100`. Safe to log.
///
/// At least three digits are hidden, whatever the length. Of an address that is no number nothing
/// is left but its kind: `sip:***`, `client:***`.
///
/// @param text as it may be shown
public record MaskedNumber(String text) {
  private static final String HIDDEN = "***";
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,20}");
  private static final Pattern KIND = Pattern.compile("([a-z]{2,12}):(.*)", Pattern.DOTALL);

  /// What networks say in the place of a number that they do not tell.
  private static final Set<String> WORDS =
      Set.of("anonymous", "restricted", "unavailable", "unknown", "blocked", "private");

  /// From so many digits on, four are left at each end; with fewer, two; with fewer still, none.
  private static final int LONG = 11;

  private static final int SHORT = 7;

  /// Masks a number or an address as a network tells it.
  public static MaskedNumber of(String address) {
    return new MaskedNumber(masked(address.strip()));
  }

  private static String masked(String address) {
    var word = address.toLowerCase(Locale.ROOT);
    if (address.isEmpty() || WORDS.contains(word)) {
      return word;
    }
    if (NUMBER.matcher(address).matches()) {
      return number(address);
    }
    var kind = KIND.matcher(address);
    if (!kind.matches()) {
      return HIDDEN;
    }
    var rest = kind.group(2);
    return kind.group(1) + ":" + (NUMBER.matcher(rest).matches() ? number(rest) : HIDDEN);
  }

  private static String number(String number) {
    int plus = number.startsWith("+") ? 1 : 0;
    int digits = number.length() - plus;
    int left = digits >= LONG ? 4 : digits >= SHORT ? 2 : 0;
    return left == 0
        ? number.substring(0, plus) + HIDDEN
        : number.substring(0, plus + left) + HIDDEN + number.substring(number.length() - left);
  }

  @Override
  public String toString() {
    return text;
  }
}
