package callflux.gateway.realtime;

import io.netty.util.NetUtil;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The address of a Realtime server.
///
/// @param url `wss://`, or `ws://` on loopback; `{model}` in it stands for the model's name
/// @param model the model, or deployment, for agents that name none
/// @param modelKey query key the model goes under: `model`, `deployment`, or absent for none
/// @param query further query parameters, such as `api-version`
public record Endpoint(
    String url, String model, @Nullable String modelKey, Map<String, String> query) {

  /// OpenAI's own.
  public static final String OPENAI = "wss://api.openai.com/v1/realtime";

  private static final String MODEL = "{model}";

  /// @throws IllegalArgumentException if no socket could be opened there, or not safely
  public Endpoint {
    query = Map.copyOf(query);
    if (model.isBlank()) {
      throw refused("model", "is empty", "name one, such as gpt-realtime-2.1");
    }
    check(url, model);
  }

  /// OpenAI's own address, with the model under its usual key.
  public static Endpoint openai(String model) {
    return new Endpoint(OPENAI, model, "model", Map.of());
  }

  /// Where to dial for a model; absent is the endpoint's own.
  URI uri(@Nullable String agentModel) {
    String name = agentModel == null ? model : agentModel;
    var parameters = new LinkedHashMap<String, String>();
    if (modelKey != null) {
      parameters.put(modelKey, name);
    }
    parameters.putAll(query);
    var address = new StringBuilder(filled(url, name));
    parameters.forEach((key, value) ->
        address
            .append(address.indexOf("?") < 0 ? '?' : '&')
            .append(encoded(key))
            .append('=')
            .append(encoded(value)));
    return URI.create(address.toString());
  }

  /// Host and port, as messages and logs name the server.
  String authority() {
    return URI.create(filled(url, model)).getAuthority();
  }

  private static void check(String url, String model) {
    URI uri;
    try {
      uri = URI.create(filled(url, model));
    } catch (IllegalArgumentException e) {
      throw refused("url", "is no URL", "give one like " + OPENAI);
    }
    String host = uri.getHost();
    if (host == null) {
      throw refused("url", "names no host", "give one like " + OPENAI);
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw refused("url", "holds a user or a fragment", "give the key as OPENAI_API_KEY");
    }
    if ("ws".equalsIgnoreCase(uri.getScheme())) {
      if (!isLoopback(host)) {
        throw refused("url", "would send the key unencrypted to " + host, "use wss://");
      }
    } else if (!"wss".equalsIgnoreCase(uri.getScheme())) {
      throw refused("url", "has the scheme " + uri.getScheme(), "use wss://");
    }
  }

  private static IllegalArgumentException refused(String where, String what, String mend) {
    return new IllegalArgumentException("realtime.endpoint." + where + ": " + what + "; " + mend);
  }

  /// By the name's letters alone: what a resolver says of a name can change after this check.
  private static boolean isLoopback(String host) {
    if ("localhost".equalsIgnoreCase(host)) {
      return true;
    }
    var address = NetUtil.createInetAddressFromIpAddressString(host);
    return address != null && address.isLoopbackAddress();
  }

  private static String filled(String url, String model) {
    return url.replace(MODEL, encoded(model));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
