package callflux.gateway.analysis;

import callflux.gateway.config.Secret;
import callflux.gateway.http.Egress;
import io.netty.util.NetUtil;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who reads calls when they are over, and who is told.
///
/// @param responses the model that reads them; absent is the lexicon, which needs nobody
/// @param webhook who is told; absent is nobody
/// @param enabled whether calls are read at all
public record AnalysisConfig(
    @Nullable Responses responses, @Nullable Webhook webhook, boolean enabled) {

  /// A model behind OpenAI's Responses API, or one that speaks it.
  ///
  /// @param url what `/v1/responses` is put behind
  public record Responses(URI url, String model, Secret key, Price price) {
    /// OpenAI's own.
    public static final URI OPENAI = URI.create("https://api.openai.com");

    /// Reads a call of some minutes for about half a cent.
    public static final String DEFAULT_MODEL = "gpt-5.4-mini";

    /// @throws IllegalArgumentException if no request could be sent there, or not safely
    public Responses {
      checkUrl("url", url, isLoopback(url));
      if (url.getPath() != null && url.getPath().replaceFirst("/+$", "").endsWith("/v1")) {
        throw refused("url", "ends in /v1", "leave that out");
      }
      if (model.isBlank()) {
        throw refused("model", "is empty", "name one, such as " + DEFAULT_MODEL);
      }
      checkHeader("key", key);
    }

    URI endpoint() {
      return URI.create(url.toString().replaceFirst("/+$", "") + "/v1/responses");
    }
  }

  /// What a model's tokens cost: millionths of a US dollar for a million of each kind. Cached input
  /// is reckoned like other input: a call is read once.
  public record Price(long in, long out) {
    private static final long MILLION = 1_000_000;

    /// Far more than any model takes or gives in one response.
    private static final long MOST_TOKENS = 10_000_000;

    /// OpenAI's own, as its price list had them in 2026.
    private static final Map<String, Price> SHIPPED =
        Map.of(
            "gpt-5.5", new Price(5_000_000, 30_000_000),
            "gpt-5.4", new Price(2_500_000, 15_000_000),
            "gpt-5.4-mini", new Price(750_000, 4_500_000),
            "gpt-5.4-nano", new Price(200_000, 1_250_000),
            "gpt-5-mini", new Price(250_000, 2_000_000),
            "gpt-5-nano", new Price(50_000, 400_000));

    /// What a model is known to cost.
    public static Optional<Price> of(String model) {
      return Optional.ofNullable(SHIPPED.get(model));
    }

    /// Millionths of a US dollar, rounded up; never less than nothing, whatever a server reports.
    long of(long tokensIn, long tokensOut) {
      return Math.ceilDiv(
          in * Math.clamp(tokensIn, 0, MOST_TOKENS) + out * Math.clamp(tokensOut, 0, MOST_TOKENS),
          MILLION);
    }
  }

  /// Who is told of every call that was read.
  ///
  /// @param url `https`; `http` where `egress` allows it
  /// @param secret what the requests are signed with
  /// @param egress where it may be
  public record Webhook(URI url, Secret secret, Egress egress) {
    private static final int LEAST_SECRET = 16;

    /// @throws IllegalArgumentException if nothing could be sent there, or not safely
    public Webhook {
      checkUrl("webhook.url", url, egress.privateNetworks() || egress.local());
      if (secret.value().length() < LEAST_SECRET) {
        throw refused(
            "webhook.secret",
            "is shorter than " + LEAST_SECRET + " characters",
            "make one with `openssl rand -hex 32`");
      }
    }

    boolean isEncrypted() {
      return "https".equalsIgnoreCase(url.getScheme());
    }
  }

  private static void checkUrl(String where, URI url, boolean unencrypted) {
    boolean encrypted = "https".equalsIgnoreCase(url.getScheme());
    if (!encrypted && !"http".equalsIgnoreCase(url.getScheme())) {
      throw refused(where, "has the scheme " + url.getScheme(), "use https://");
    }
    if (url.getHost() == null) {
      throw refused(where, "names no host", "give one like https://example.com/");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw refused(where, "holds a user or a fragment", "leave that out");
    }
    if (!encrypted && !unencrypted) {
      throw refused(where, "would send calls unencrypted to " + url.getHost(), "use https://");
    }
  }

  /// By the name's letters alone: what a resolver says of a name can change after this check.
  private static boolean isLoopback(URI url) {
    var host = url.getHost();
    if (host == null || "localhost".equalsIgnoreCase(host)) {
      return host != null;
    }
    var address = NetUtil.createInetAddressFromIpAddressString(host);
    return address != null && address.isLoopbackAddress();
  }

  /// A line break in a key, pasted along with it, would be a header of its own.
  private static void checkHeader(String where, Secret secret) {
    if (!secret.value().chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw refused(where, "holds a blank, a line break or a sign beyond ASCII", "copy it again");
    }
  }

  private static IllegalArgumentException refused(String where, String what, String remedy) {
    return new IllegalArgumentException("analysis." + where + ": " + what + "; " + remedy);
  }
}
