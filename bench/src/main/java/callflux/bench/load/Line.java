package callflux.bench.load;

import java.net.URI;

/// Whom to call, and as whom.
///
/// @param gateway where the gateway really is, `http` or `https`; a path is the webhook's, else it
///   is `/twilio/voice`
/// @param publicUrl the origin that the gateway knows itself by, which is what gets signed
/// @param authToken signs requests; the account's, which both sides know
/// @param numbers on the line
public record Line(
    URI gateway, String publicUrl, String authToken, String accountSid, Numbers numbers) {
  private static final String WEBHOOK = "/twilio/voice";

  /// Both ends of the line.
  ///
  /// @param from the caller's number, E.164 or what Twilio has for it
  /// @param to the number that was dialled
  public record Numbers(String from, String to) {}

  public Line {
    if (!"http".equals(gateway.getScheme()) && !"https".equals(gateway.getScheme())) {
      throw new IllegalArgumentException("the gateway is no http(s) URL: " + gateway);
    }
  }

  /// A line to a gateway in local mode, which knows itself by the address it is called at.
  public static Line local(URI gateway) {
    return new Line(
        gateway,
        gateway.getScheme() + "://" + gateway.getRawAuthority(),
        "local",
        "AC00000000000000000000000000000000",
        new Numbers("+15550100001", "+15550100002"));
  }

  /// The same line, to another of the gateway's webhooks.
  ///
  /// @param path of that
  public Line at(String path) {
    return new Line(gateway.resolve(path), publicUrl, authToken, accountSid, numbers);
  }

  /// The same line, between other numbers.
  public Line between(String from, String to) {
    return new Line(gateway, publicUrl, authToken, accountSid, new Numbers(from, to));
  }

  /// Where the webhook is posted to.
  public URI webhook() {
    return gateway.resolve(webhookPath());
  }

  String signedWebhook() {
    return publicUrl + webhookPath();
  }

  /// Where a stream really is that the TwiML says is at the public address.
  public URI socket(String streamUrl) {
    String scheme = "https".equals(gateway.getScheme()) ? "wss" : "ws";
    return URI.create(scheme + "://" + gateway.getRawAuthority())
        .resolve(URI.create(streamUrl).getRawPath());
  }

  /// Whether it is on this host.
  public static boolean isLoopback(URI uri) {
    String host = uri.getHost();
    return host != null
        && (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127."));
  }

  private String webhookPath() {
    String path = gateway.getRawPath();
    return path == null || path.isEmpty() || path.equals("/") ? WEBHOOK : path;
  }

  /// Without the token.
  @Override
  public String toString() {
    return "Line to " + gateway;
  }
}
