package callflux.gateway.spend;

import callflux.codec.realtime.Usage;

/// What one response used, each token under one kind. Never less than nothing and never more than
/// [#MOST] of a kind, whatever a server reports.
///
/// @param textIn not cached
/// @param audioIn not cached
/// @param absurd whether the report could not be true
record Tokens(
    long textIn, long cachedIn, long audioIn, long textOut, long audioOut, boolean absurd) {
  /// Far more than any model takes or gives in one response.
  static final long MOST = 10_000_000;

  /// What is reported as a sum alone is taken for audio, which is the dearer.
  static Tokens of(Usage usage) {
    long textIn = believed(usage.inputTextTokens());
    long audioIn = believed(usage.inputAudioTokens());
    long otherIn = Math.max(0, believed(usage.inputTokens()) - textIn - audioIn);
    long textOut = believed(usage.outputTextTokens());
    long audioOut = believed(usage.outputAudioTokens());
    long otherOut = Math.max(0, believed(usage.outputTokens()) - textOut - audioOut);
    boolean itemised = textIn + audioIn > 0;
    long text = itemised ? textIn + otherIn : textIn;
    long audio = itemised ? audioIn : audioIn + otherIn;

    long cached = believed(usage.cachedTokens());
    long cachedAudio = Math.min(believed(usage.cachedAudioTokens()), Math.min(cached, audio));
    long cachedText = Math.min(cached - cachedAudio, text);
    long cachedMore = Math.min(cached - cachedAudio - cachedText, audio - cachedAudio);
    return new Tokens(
        text - cachedText,
        cachedText + cachedAudio + cachedMore,
        audio - cachedAudio - cachedMore,
        textOut,
        audioOut + otherOut,
        isAbsurd(usage));
  }

  private static long believed(long tokens) {
    return Math.clamp(tokens, 0, MOST);
  }

  private static boolean isAbsurd(Usage usage) {
    return isAbsurd(usage.inputTokens())
        || isAbsurd(usage.outputTokens())
        || isAbsurd(usage.inputTextTokens())
        || isAbsurd(usage.inputAudioTokens())
        || isAbsurd(usage.cachedTokens())
        || isAbsurd(usage.cachedAudioTokens())
        || isAbsurd(usage.outputTextTokens())
        || isAbsurd(usage.outputAudioTokens());
  }

  private static boolean isAbsurd(long tokens) {
    return tokens != believed(tokens);
  }
}
