package callflux.gateway.transcript;

import callflux.codec.realtime.Usage;
import callflux.gateway.archive.TokenCount;

/// What all the responses of one call used, each token under one kind. For one thread at a time.
final class TokenSum {
  /// Far more than any model takes or gives in one response: nobody is believed who reports more.
  private static final long MOST = 10_000_000;

  private long textIn;
  private long cachedIn;
  private long audioIn;
  private long textOut;
  private long audioOut;

  /// Adds those of one response. What is reported as a sum alone is taken for audio.
  void add(Usage usage) {
    long text = believed(usage.inputTextTokens());
    long audio = believed(usage.inputAudioTokens());
    long more = Math.max(0, believed(usage.inputTokens()) - text - audio);
    if (text + audio > 0) {
      text += more;
    } else {
      audio += more;
    }
    long cached = Math.min(believed(usage.cachedTokens()), text + audio);
    long cachedAudio = Math.min(Math.min(believed(usage.cachedAudioTokens()), cached), audio);
    long cachedText = Math.min(cached - cachedAudio, text);
    textIn += text - cachedText;
    audioIn += audio - (cached - cachedText);
    cachedIn += cached;

    long said = believed(usage.outputTextTokens());
    textOut += said;
    audioOut +=
        Math.max(believed(usage.outputTokens()) - said, believed(usage.outputAudioTokens()));
  }

  TokenCount sum() {
    return new TokenCount(textIn, cachedIn, audioIn, textOut, audioOut);
  }

  private static long believed(long tokens) {
    return Math.clamp(tokens, 0, MOST);
  }
}
