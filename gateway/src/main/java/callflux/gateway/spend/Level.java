package callflux.gateway.spend;

import java.util.Locale;

/// How far one cap has been used up.
///
/// @param before millionths of a US dollar spent before the last answer
/// @param now and after it
/// @param most that may be
record Level(Cap cap, long before, long now, long most) {

  /// What is capped.
  enum Cap {
    CALL,
    NUMBER_DAY,
    DAY;

    /// As a label of a metric.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether the last answer took it past 80 %.
  boolean warns() {
    long warning = most - most / 5;
    return before < warning && now >= warning;
  }

  /// 100 %.
  boolean isReached() {
    return now >= most;
  }

  /// 120 %.
  boolean isExceeded() {
    return now - most >= most / 5;
  }
}
