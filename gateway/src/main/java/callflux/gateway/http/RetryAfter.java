package callflux.gateway.http;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The header by which a server says how long to stay away (RFC 9110 section 10.2.3).
public final class RetryAfter {
  private RetryAfter() {}

  /// Reads seconds or an HTTP date; zero when there is neither, or the date has passed.
  public static Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return Duration.ZERO;
    }
    String value = header.strip();
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    var date = value.isEmpty() ? null : DateFormatter.parseHttpDate(value);
    if (date == null || !date.toInstant().isAfter(now)) {
      return Duration.ZERO;
    }
    return Duration.between(now, date.toInstant());
  }
}
