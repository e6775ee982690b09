package callflux.gateway.archive;

/// How many tokens a call's model was billed for.
///
/// @param cachedIn a part of neither of the other two that go in
public record TokenCount(long textIn, long cachedIn, long audioIn, long textOut, long audioOut) {
  /// None.
  public static final TokenCount NONE = new TokenCount(0, 0, 0, 0, 0);
}
