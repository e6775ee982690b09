package callflux.codec.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The [signature](https://www.twilio.com/docs/usage/security) that Twilio puts on what it sends:
/// HMAC-SHA1, under the account's auth token, of the URL and the form's fields.
public final class RequestSignature {
  private static final String MAC = "HmacSHA1";
  private static final Pattern BODY_HASH = Pattern.compile("[?&]bodySHA256=([^&#]*)");

  private final List<SecretKeySpec> keys;

  /// @param authTokens one, or two while they are being rotated
  /// @throws IllegalArgumentException if there is none, or an empty one
  public RequestSignature(List<String> authTokens) {
    if (authTokens.isEmpty() || authTokens.contains("")) {
      throw new IllegalArgumentException("needs an auth token that is not empty");
    }
    this.keys =
        authTokens.stream().map(token -> new SecretKeySpec(token.getBytes(UTF_8), MAC)).toList();
  }

  /// Signs with the first token.
  ///
  /// @param url public URL with scheme, host, path and query
  /// @param form decoded form fields, each with all its values; empty for a GET
  public String sign(String url, Map<String, List<String>> form) {
    return sign(keys.getFirst(), url + fields(form));
  }

  /// Whether the signature is right for the URL as it is or in one of the variants that Twilio
  /// signs (with and without the port, with a trailing slash for `wss`). Takes the same time for a
  /// wrong signature as for a right one.
  ///
  /// @param signature of the `X-Twilio-Signature` header; absent never matches
  public boolean matches(String url, Map<String, List<String>> form, @Nullable String signature) {
    byte[] given = requireNonNullElse(signature, "").getBytes(UTF_8);
    String fields = fields(form);
    boolean matched = false;
    for (String variant : SignedUrl.variants(url)) {
      for (SecretKeySpec key : keys) {
        // The text is compared, not what it decodes to: nothing to throw, and one spelling only.
        matched |= MessageDigest.isEqual(sign(key, variant + fields).getBytes(UTF_8), given);
      }
    }
    return matched;
  }

  /// Whether a body that is no form is the one whose SHA-256 the URL names in `bodySHA256`, as
  /// Twilio does for JSON. Proves nothing unless the URL's signature [matches][#matches].
  public static boolean matchesBody(String url, byte[] body) {
    var hash = BODY_HASH.matcher(url);
    String given = hash.find() ? hash.group(1) : "";
    return MessageDigest.isEqual(sha256(body).getBytes(UTF_8), given.getBytes(UTF_8));
  }

  /// Names in order of their code units, each with each of its values once, in the same order.
  private static String fields(Map<String, List<String>> form) {
    var fields = new StringBuilder();
    new TreeMap<>(form)
        .forEach((name, values) ->
            new TreeSet<>(values).forEach(value -> fields.append(name).append(value)));
    return fields.toString();
  }

  private static String sign(SecretKeySpec key, String data) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(data.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC, e);
    }
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
