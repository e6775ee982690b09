package callflux.gateway.simulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of a request for a session.
sealed interface Handshake {

  /// A session is opened.
  ///
  /// @param beta whether it asks for the interface that is no more
  record Accepted(String model, Faults faults, boolean beta) implements Handshake {}

  /// No session, for the reason that goes with the HTTP status.
  record Denied(int status, String code, Faults faults) implements Handshake {}

  /// No answer at all.
  record Ignored() implements Handshake {}

  /// Judges a request.
  ///
  /// @param key that must be shown, or absent if any will do
  /// @param usual faults, unless the URI names others
  static Handshake judge(String uri, HttpHeaders headers, @Nullable String key, Faults usual) {
    var query = new QueryStringDecoder(uri);
    if (!query.path().equals("/v1/realtime")) {
      return new Denied(404, "not_found", usual);
    }
    Map<String, List<String>> parameters = query.parameters();
    Faults faults;
    try {
      faults = usual.orThose(parameters);
    } catch (IllegalArgumentException e) {
      return new Denied(400, "unknown_fault", usual);
    }
    if (faults.has(Faults.Fault.HANG)) {
      return new Ignored();
    }
    if (faults.status() != 0) {
      return new Denied(faults.status(), "refused", faults);
    }
    if (!authorized(headers.get(HttpHeaderNames.AUTHORIZATION), key)) {
      return new Denied(401, "invalid_api_key", faults);
    }
    String model = parameters.getOrDefault("model", List.of("")).getFirst();
    if (model.isEmpty()) {
      return new Denied(400, "missing_model", faults);
    }
    return new Accepted(model, faults, headers.contains("OpenAI-Beta"));
  }

  private static boolean authorized(@Nullable String authorization, @Nullable String key) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return false;
    }
    String shown = authorization.substring("Bearer ".length());
    if (key == null) {
      return !shown.isBlank();
    }
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
  }
}
