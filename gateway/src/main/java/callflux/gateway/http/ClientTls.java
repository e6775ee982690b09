package callflux.gateway.http;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;

/// TLS as secrets deserve it: names are checked, and no old version is spoken.
public final class ClientTls {
  private ClientTls() {}

  /// What a client speaks with.
  ///
  /// @param trust whom to trust; as it comes, whoever the JVM trusts
  /// @throws IllegalStateException if this JVM can't do TLS
  public static SslContext of(SslContextBuilder trust) {
    try {
      return trust
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .endpointIdentificationAlgorithm("HTTPS")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS can't be set up", e);
    }
  }
}
