package callflux.bench;

import callflux.bench.load.Line;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of a gateway that runs already.
final class GatewayOptions {
  @Option(
      names = {"--url", "--gateway"},
      paramLabel = "URL",
      description = "Where a gateway runs already; http only.")
  private @Nullable URI gateway;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "The origin that it knows itself by: what is signed.")
  private String publicUrl = "https://bench.example";

  @Option(
      names = "--auth-token",
      paramLabel = "TOKEN",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Signs what is sent.")
  private String authToken = "0123456789abcdef0123456789abcdef";

  @Option(
      names = "--account-sid",
      paramLabel = "SID",
      description = "The account that the number belongs to.")
  private String accountSid = "AC0123456789abcdef0123456789abcdef";

  /// Whether one is given.
  boolean given() {
    return gateway != null;
  }

  /// The one that is given, or one at the gateway's own default.
  Line line() {
    return line(gateway == null ? URI.create("http://127.0.0.1:8080") : gateway);
  }

  /// One that is somewhere else, and otherwise as these options have it.
  Line line(URI called) {
    var numbers = new Line.Numbers("+15550100001", "+15550100002");
    return new Line(called, publicUrl, authToken, accountSid, numbers);
  }

  /// Whether it can be called: the crowd speaks no TLS.
  boolean callable() {
    return gateway == null || "http".equals(gateway.getScheme());
  }

  /// The same options again.
  List<String> words() {
    return List.of(
        "--gateway=" + gateway,
        "--public-url=" + publicUrl,
        "--auth-token=" + authToken,
        "--account-sid=" + accountSid);
  }
}
