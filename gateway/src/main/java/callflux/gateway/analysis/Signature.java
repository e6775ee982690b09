package callflux.gateway.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.gateway.config.Secret;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs a body together with the time at which it is sent, so that whoever gets it can refuse what
/// was sent long ago: HMAC-SHA256 (RFC 2104) over `time.body`.
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  Signature(Secret secret) {
    this.key = new SecretKeySpec(secret.value().getBytes(UTF_8), ALGORITHM);
  }

  /// As the header has it.
  ///
  /// @param time in seconds since 1970
  String of(long time, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((time + ".").getBytes(UTF_8));
      return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
