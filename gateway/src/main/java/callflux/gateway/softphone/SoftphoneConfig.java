package callflux.gateway.softphone;

import java.net.URI;
import java.util.Locale;

/// Whether there is a softphone, and for whom.
///
/// @param origin that its page is reached under: scheme, host and port
public record SoftphoneConfig(Access access, URI origin) {

  /// Who may call.
  public enum Access {
    /// Nobody: there is no page.
    NOBODY,
    /// Whoever brings a token that the operator's own backend asked for.
    TOKEN,
    /// Whoever sits at this host, in local mode.
    THIS_HOST
  }

  /// As a browser writes it in `Origin`: in lower case, and without the port that goes without
  /// saying.
  String originText() {
    var scheme = origin.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    boolean plain = origin.getPort() < 0 || origin.getPort() == usual;
    var host = origin.getHost().toLowerCase(Locale.ROOT);
    return scheme + "://" + host + (plain ? "" : ":" + origin.getPort());
  }
}
