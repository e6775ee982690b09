package callflux.gateway.spend;

import java.util.Map;

/// What a model's tokens cost: millionths of a US dollar for a million of each kind.
///
/// @param cachedIn input that the server had seen before, text or audio
public record Price(long textIn, long cachedIn, long audioIn, long textOut, long audioOut) {
  /// What nobody has priced.
  static final Price NONE = new Price(0, 0, 0, 0, 0);

  private static final long MILLION = 1_000_000;

  /// OpenAI's own, as its model pages had them in November 2026; where cached text and cached audio
  /// differ, the dearer.
  static final Map<String, Price> SHIPPED =
      Map.of(
          "gpt-realtime-2.1",
          new Price(4_000_000, 400_000, 32_000_000, 24_000_000, 64_000_000),
          "gpt-realtime-2.1-mini",
          new Price(600_000, 300_000, 10_000_000, 2_400_000, 20_000_000),
          "gpt-realtime-2",
          new Price(4_000_000, 400_000, 32_000_000, 24_000_000, 64_000_000),
          "gpt-realtime-1.5",
          new Price(4_000_000, 400_000, 32_000_000, 16_000_000, 64_000_000));

  /// Millionths of a US dollar, rounded up.
  long of(Tokens tokens) {
    long sum =
        textIn * tokens.textIn()
            + cachedIn * tokens.cachedIn()
            + audioIn * tokens.audioIn()
            + textOut * tokens.textOut()
            + audioOut * tokens.audioOut();
    return Math.ceilDiv(sum, MILLION);
  }
}
