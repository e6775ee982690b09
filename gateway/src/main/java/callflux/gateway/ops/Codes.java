package callflux.gateway.ops;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Code words of a server that could say anything: only what looks like a code is shown, and only
/// so many of them become labels. Safe for any thread.
final class Codes {
  static final String OTHER = "other";

  /// More than any server is known to have.
  static final int MOST = 32;

  private static final int LONGEST = 64;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /// The code as a label of a metric, of which there are at most [#MOST] and one.
  String label(@Nullable String code) {
    var plain = plain(code);
    if (known.contains(plain)) {
      return plain;
    }
    return known.size() < MOST && known.add(plain) ? plain : OTHER;
  }

  /// The code, if it looks like one.
  static String plain(@Nullable String code) {
    return code != null
            && !code.isEmpty()
            && code.length() <= LONGEST
            && code.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_')
        ? code
        : OTHER;
  }
}
