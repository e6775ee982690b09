package callflux.gateway.history;

import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap.Cause;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times, amounts and reasons as people are told them.
public final class Told {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int DECIMALS = 6;

  private Told() {}

  /// An instant in UTC, to the second.
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /// A length in minutes and seconds: `2:41`.
  public static String length(Duration length) {
    return String.format(Locale.ROOT, "%d:%02d", length.toMinutes(), length.toSecondsPart());
  }

  /// A place in a call, to a tenth of a second: `02:41.3`.
  static String clock(Duration since) {
    var from = since.isNegative() ? Duration.ZERO : since;
    return String.format(
        Locale.ROOT,
        "%02d:%02d.%d",
        from.toMinutes(),
        from.toSecondsPart(),
        from.toMillisPart() / 100);
  }

  /// An amount in US dollars.
  ///
  /// @param micros in millionths of one
  public static BigDecimal usd(long micros) {
    return BigDecimal.valueOf(micros, DECIMALS);
  }

  /// How a call ended: the label of its [callflux.gateway.call.Termination] as words.
  public static String ended(String label) {
    return label.replace('_', ' ');
  }

  static String ended(Ended ended) {
    var termination = ended.termination();
    return termination == null ? "the gateway was killed" : ended(termination.label());
  }

  static String gap(Cause cause) {
    return switch (cause) {
      case NOT_TRANSCRIBED -> "the caller's words could not be made out";
      case NOT_KNOWN_YET -> "it is not known what was said here, or what of it was heard";
      case NOT_ANSWERED -> "a tool never answered";
      case KILLED -> "the gateway was killed, and what was being said is lost";
      case NOT_WRITTEN -> "something is missing here that could not be written down";
    };
  }
}
