package callflux.gateway.ops;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where an operator looks.
///
/// @param bind address of the admin port
/// @param port the admin port; 0 is any that is free
/// @param traces OTLP endpoint, such as `http://127.0.0.1:4318`; absent traces nothing
public record OpsConfig(String bind, int port, @Nullable URI traces) {

  /// Loopback, so that nobody else's eyes need to be kept out.
  public static final String BIND = "127.0.0.1";

  public OpsConfig {
    var scheme = traces == null ? "http" : String.valueOf(traces.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "is not http or https; give one like http://127.0.0.1:4318");
    }
    if (traces != null && (traces.getHost() == null || traces.getRawUserInfo() != null)) {
      throw new IllegalArgumentException(
          "names no host, or holds a user; give one like http://127.0.0.1:4318");
    }
  }

  /// Whether only this host reaches the admin port.
  public boolean loopback() {
    return bind.startsWith("127.") || bind.equals("localhost") || bind.equals("::1");
  }
}
