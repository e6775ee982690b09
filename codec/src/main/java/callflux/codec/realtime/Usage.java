package callflux.codec.realtime;

/// What a response or a transcription cost, in tokens; 0 where the server says nothing.
///
/// @param cachedTokens a part of the input tokens
/// @param cachedAudioTokens of the cached ones, those of audio
/// @param seconds audio billed by duration, for transcription models that are
public record Usage(
    long inputTokens,
    long outputTokens,
    long inputTextTokens,
    long inputAudioTokens,
    long cachedTokens,
    long cachedAudioTokens,
    long outputTextTokens,
    long outputAudioTokens,
    double seconds) {

  /// Nothing was billed, or nothing said of it.
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
