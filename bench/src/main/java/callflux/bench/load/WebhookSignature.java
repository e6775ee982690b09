package callflux.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Twilio's [request signature](https://www.twilio.com/docs/usage/security), written a second time
/// so that the gateway's is not its own witness.
public final class WebhookSignature {
  private WebhookSignature() {}

  /// The signature of one request.
  ///
  /// @param url as the far end knows itself, with scheme and query
  /// @param form decoded fields; none for a GET
  public static String sign(String authToken, String url, Map<String, String> form) {
    var text = new StringBuilder(url);
    new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(authToken.getBytes(UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.toString().getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
