package callflux.bench.report;

import callflux.bench.crowd.Figures.Leg;
import callflux.bench.crowd.Profile;
import callflux.bench.study.Spread;
import java.util.Locale;

/// Figures as people read them.
final class Say {
  private static final double KIB = 1024;

  private Say() {}

  /// To three digits or so.
  static String figure(double figure) {
    double size = Math.abs(figure);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f";
    if (figure == Math.rint(figure) && size < 1e6) {
      return String.format(Locale.ROOT, "%,.0f", figure);
    }
    return String.format(Locale.ROOT, format, figure);
  }

  /// With a sign.
  static String difference(Spread spread) {
    if (spread.count() == 0) {
      return "";
    }
    return (spread.median() > 0 ? "+" : "") + spread(spread);
  }

  /// The median, and what it lies between; nothing of nothing.
  static String spread(Spread spread) {
    if (spread.count() < 2) {
      return spread.count() == 0 ? "" : figure(spread.median());
    }
    return "%s (%s to %s)"
        .formatted(figure(spread.median()), figure(spread.least()), figure(spread.most()));
  }

  static String kib(double bytes) {
    return figure(bytes / KIB);
  }

  static String mib(double bytes) {
    return figure(bytes / KIB / KIB);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String leg(Leg leg) {
    return switch (leg) {
      case CALLER_TO_MODEL -> "caller to model, from when it was due";
      case SENT_TO_MODEL -> "caller to model";
      case MODEL_TO_CALLER -> "model to caller";
      case ROUND_TRIP -> "there and back, from when it was due";
      case BARGE_IN -> "speech started to clear";
      case WEBHOOK -> "webhook to TwiML";
      case DIAL -> "webhook to the model's first byte";
      case SENT_LATE -> "the load's own lateness";
    };
  }

  static String profile(Profile profile) {
    return switch (profile) {
      case ECHO -> "echo";
      case TALK -> "talk";
      case WORDS -> "words";
    };
  }
}
