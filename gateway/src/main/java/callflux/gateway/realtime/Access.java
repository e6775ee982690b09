package callflux.gateway.realtime;

import callflux.gateway.config.Secret;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What lets us in: the key and the header it goes in.
///
/// @param key absent for servers that want none
/// @param header `Authorization`, or `api-key` for Azure
/// @param prefix what stands before the key in the header: `Bearer `, or nothing
/// @param headers further ones, sent as they are
public record Access(
    @Nullable Secret key, String header, String prefix, Map<String, String> headers) {

  /// @throws IllegalArgumentException if HTTP could not carry it; the message never holds a value
  public Access {
    headers = Map.copyOf(headers);
    checkName(header);
    checkValue("OPENAI_API_KEY", key == null ? "" : prefix + key.value());
    headers.forEach((name, value) -> {
      checkName(name);
      checkValue("realtime.access.headers." + name, value);
    });
  }

  /// As OpenAI and most compatible servers want it.
  public static Access bearer(Secret key) {
    return new Access(key, "Authorization", "Bearer ", Map.of());
  }

  void writeTo(HttpHeaders request) {
    headers.forEach(request::set);
    if (key != null) {
      request.set(header, prefix + key.value());
    }
  }

  private static void checkName(String name) {
    if (name.isEmpty() || !name.chars().allMatch(Access::isToken)) {
      throw new IllegalArgumentException(
          "realtime.access: a header's name is empty or holds a sign that HTTP forbids; use letters"
              + " and hyphens, such as api-key");
    }
  }

  /// A line break in a key, pasted along with it, would be a header of its own.
  private static void checkValue(String where, String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~') || value.endsWith(" ")) {
      throw new IllegalArgumentException(
          where + ": ends in a blank or holds a line break or a sign beyond ASCII; copy it again");
    }
  }

  private static boolean isToken(int c) {
    return c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
  }
}
