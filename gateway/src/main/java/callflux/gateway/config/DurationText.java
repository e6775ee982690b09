package callflux.gateway.config;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A time as people write it, such as `500ms`, `60s`, `5m`, `1h` or `90d`.
final class DurationText {
  private static final Pattern PATTERN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private DurationText() {}

  /// The time, or nothing if it is none, or zero.
  static @Nullable Duration read(String text) {
    var matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    var duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    return duration.isZero() ? null : duration;
  }
}
