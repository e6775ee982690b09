package callflux.gateway.twilio;

import callflux.codec.twilio.RequestSignature;
import callflux.gateway.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// How Twilio reaches the gateway, and what it must show to be believed.
///
/// @param publicUrl the origin that Twilio is told to call: `https` and a host, no path
/// @param authTokens of the account, one, or two while they are being rotated
/// @param accountSids whose calls are taken; empty takes anybody's, in local mode only
/// @param signed whether requests must be signed; not so in local mode
/// @param apology what a caller hears when the call broke through no fault of theirs
public record TwilioConfig(
    URI publicUrl,
    List<Secret> authTokens,
    Set<String> accountSids,
    boolean signed,
    Apology apology) {
  private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /// A sentence that Twilio speaks.
  ///
  /// @param language as Twilio's `<Say>` takes it, such as `en-US`
  public record Apology(String language, String text) {

    /// @throws IllegalArgumentException if either is blank
    public Apology {
      require(
          !language.isBlank() && !text.isBlank(), "something is blank; give a language and a text");
    }
  }

  /// @throws IllegalArgumentException saying what is wrong and how to mend it
  public TwilioConfig {
    authTokens = List.copyOf(authTokens);
    accountSids = Set.copyOf(accountSids);
    require(
        isOrigin(publicUrl) && (isHttps(publicUrl) || (!signed && isLoopback(publicUrl))),
        "is no https origin; give scheme and host alone, such as https://voice.example.com");
    require(
        authTokens.size() <= 2, "more than two auth tokens; give one, and a second to rotate to");
    require(
        accountSids.stream().allMatch(sid -> ACCOUNT_SID.matcher(sid).matches()),
        "an account SID is malformed; copy it from Twilio's console: AC and 32 hex digits");
    require(
        !signed || (!authTokens.isEmpty() && !accountSids.isEmpty()),
        "signatures can't be checked; give an auth token and at least one account SID");
  }

  /// The public address of a path, as Twilio's webhooks sign it.
  String url(String path) {
    return origin(publicUrl.getScheme()) + path;
  }

  /// The public address of a path, as Twilio signs it for a WebSocket.
  String socketUrl(String path) {
    return origin(isHttps(publicUrl) ? "wss" : "ws") + path;
  }

  /// Whether a call of this account is taken.
  boolean isOurs(String accountSid) {
    return accountSids.isEmpty() || accountSids.contains(accountSid);
  }

  /// What verifies requests; only where they must be signed.
  RequestSignature signature() {
    return new RequestSignature(authTokens.stream().map(Secret::value).toList());
  }

  private String origin(String scheme) {
    return scheme + "://" + publicUrl.getRawAuthority();
  }

  private static boolean isOrigin(URI url) {
    var path = url.getRawPath();
    return url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && (path == null || path.isEmpty() || path.equals("/"));
  }

  private static boolean isHttps(URI url) {
    return "https".equals(url.getScheme());
  }

  private static boolean isLoopback(URI url) {
    return "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
