package callflux.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.gateway.agent.Door;
import callflux.gateway.privacy.KeyedHash;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells one caller from another without knowing who they are: what is kept of a caller can't be
/// turned back into a number, and means nothing to another process.
public final class Callers {
  /// What Twilio puts where a number is withheld: words, or the same words on a keypad.
  private static final Set<String> WITHHELD =
      Set.of(
          "",
          "anonymous",
          "+266696687",
          "restricted",
          "+7378742833",
          "blocked",
          "+2562533",
          "unknown",
          "+8656696",
          "unavailable",
          "+86282452253",
          "private",
          "+7748283");

  /// Calls by SIP, or from an app, are from no country.
  private static final Pattern ADDRESS = Pattern.compile("(sips?|client):.*", Pattern.DOTALL);

  /// What is kept of a number: a country and an area, or a part of one.
  private static final Pattern PREFIX = Pattern.compile("(\\+[0-9]{6})[0-9]+");

  private static final int BYTES = 16;

  private final KeyedHash hash = KeyedHash.forThisProcess();

  /// Whether a caller doesn't tell their number.
  public static boolean isAnonymous(String from) {
    var plain = from.strip().toLowerCase(Locale.ROOT);
    return WITHHELD.contains(plain)
        || plain.startsWith("sip:anonymous@")
        || plain.startsWith("sips:anonymous@");
  }

  /// Whether a door is open to a caller, as far as countries go. It is to those who tell no number
  /// or call from no telephone: only caps hold for them.
  static boolean isWelcome(String from, Door door) {
    var plain = from.strip().toLowerCase(Locale.ROOT);
    return isAnonymous(plain) || ADDRESS.matcher(plain).matches() || door.isOpenTo(plain);
  }

  /// What stands for the six digits that a caller's number begins with; empty for one who tells no
  /// number.
  public Optional<String> prefix(String from) {
    var number = PREFIX.matcher(from.strip());
    return number.matches() && !isAnonymous(from)
        ? Optional.of(pseudonym(number.group(1)))
        : Optional.empty();
  }

  /// What stands for a caller.
  String pseudonym(String from) {
    var plain = from.strip().toLowerCase(Locale.ROOT);
    return hash.of(plain.getBytes(UTF_8), BYTES);
  }
}
