package callflux.gateway.analysis;

/// Texts that are no longer than they may be.
final class Cut {
  private static final String MORE = "…";

  private Cut() {}

  /// A text's beginning.
  ///
  /// @param most UTF-16 units; no pair of them is parted
  static String at(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - MORE.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + MORE;
  }
}
