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
      defaultValue = "https://bench.example",
      description = "The origin that it knows itself by: what is signed.")
  private String publicUrl = "";

  @Option(
      names = "--auth-token",
      paramLabel = "TOKEN",
      defaultValue = "0123456789abcdef0123456789abcdef",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Signs what is sent.")
  private String authToken = "";

  @Option(
      names = "--account-sid",
      paramLabel = "SID",
      defaultValue = "AC0123456789abcdef0123456789abcdef",
      description = "The account that the number belongs to.")
  private String accountSid = "";

  /// Whether one is given.
  boolean given() {
    return gateway != null;
  }

  /// The one that is given, or one at the gateway's own default.
  Line line() {
    URI called = gateway == null ? URI.create("http://127.0.0.1:8080") : gateway;
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
