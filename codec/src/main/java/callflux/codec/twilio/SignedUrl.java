package callflux.codec.twilio;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The spellings of one URL under which Twilio may have signed it. They are cut and joined from its
/// characters, which are what was signed; nothing is decoded and encoded again.
final class SignedUrl {
  private static final Pattern PARTS =
      Pattern.compile("(?<head>(?<scheme>[^:/]+)://[^/?]*?)(?<port>:\\d+)?(?<tail>[/?].*)?");

  private SignedUrl() {}

  /// The URL without its fragment, and then its variants.
  static Set<String> variants(String url) {
    int fragment = url.indexOf('#');
    String sent = fragment < 0 ? url : url.substring(0, fragment);
    var variants = new LinkedHashSet<String>(List.of(sent));
    var parts = PARTS.matcher(sent);
    if (parts.matches()) {
      for (String port : ports(parts)) {
        for (String tail : tails(parts)) {
          variants.add(parts.group("head") + port + tail);
        }
      }
    }
    return variants;
  }

  /// A port that is there is tried without, one that isn't as the scheme's. Twilio's own libraries
  /// take 80 for that of `wss`.
  private static List<String> ports(Matcher parts) {
    if (parts.group("port") != null) {
      return List.of(parts.group("port"), "");
    }
    return switch (parts.group("scheme")) {
      case "https" -> List.of("", ":443");
      case "wss" -> List.of("", ":443", ":80");
      default -> List.of("", ":80");
    };
  }

  /// Twilio's edges differ in whether an apostrophe in a query is escaped, and in whether a
  /// WebSocket's path ends in a slash.
  private static Set<String> tails(Matcher parts) {
    String tail = parts.group("tail") == null ? "" : parts.group("tail");
    int query = tail.indexOf('?');
    var tails = new LinkedHashSet<String>(List.of(tail));
    if (query >= 0) {
      tails.add(tail.substring(0, query) + tail.substring(query).replace("'", "%27"));
    }
    if (parts.group("scheme").startsWith("ws") && !tail.endsWith("/")) {
      tails.add(tail + "/");
    }
    return tails;
  }
}
