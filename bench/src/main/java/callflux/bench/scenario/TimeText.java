package callflux.bench.scenario;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A time as people write it: `800ms`, `2s`, `1.5s` or `2m`.
public final class TimeText implements ITypeConverter<Duration> {
  private static final Pattern PATTERN = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s|m)");

  /// The time.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Duration read(String text) {
    var matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no time such as 800ms, 2s or 1m");
    }
    double millis =
        Double.parseDouble(matcher.group(1))
            * switch (matcher.group(2)) {
              case "ms" -> 1;
              case "s" -> 1_000;
              default -> 60_000;
            };
    return Duration.ofMillis(Math.round(millis));
  }

  @Override
  public Duration convert(String text) {
    try {
      return read(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
