package callflux.codec.audio;

import java.time.Duration;

/// How speech is written as bytes. A leg has one format from its first frame to its last.
///
/// Names and media types are those of [OpenAI
/// Realtime](https://developers.openai.com/api/docs/guides/realtime-conversations); `PCMU` is also
/// what Twilio calls `audio/x-mulaw`.
public enum AudioFormat {
  /// G.711 mu-law, 8,000 Hz, one byte a sample.
  PCMU("audio/pcmu", 8_000, 1, (byte) 0xFF),
  /// G.711 A-law, 8,000 Hz, one byte a sample.
  PCMA("audio/pcma", 8_000, 1, (byte) 0xD5),
  /// Linear PCM, signed 16 bit little-endian, 24,000 Hz, mono.
  PCM16("audio/pcm", 24_000, 2, (byte) 0);

  private final String mediaType;
  private final int sampleRate;
  private final int bytesPerSample;
  private final byte silence;

  AudioFormat(String mediaType, int sampleRate, int bytesPerSample, byte silence) {
    this.mediaType = mediaType;
    this.sampleRate = sampleRate;
    this.bytesPerSample = bytesPerSample;
    this.silence = silence;
  }

  /// As Realtime's `format.type` spells it.
  public String mediaType() {
    return mediaType;
  }

  /// Samples a second, in Hz.
  public int sampleRate() {
    return sampleRate;
  }

  /// Bytes in one sample.
  public int bytesPerSample() {
    return bytesPerSample;
  }

  /// Bytes in one millisecond of speech.
  public int bytesPerMilli() {
    return sampleRate / 1_000 * bytesPerSample;
  }

  /// The byte that, repeated, is silence.
  public byte silence() {
    return silence;
  }

  /// Whole milliseconds in so many bytes, rounded down.
  public long millis(long bytes) {
    return bytes / bytesPerMilli();
  }

  /// How long so many bytes last, to the millisecond, rounded down.
  public Duration duration(long bytes) {
    return Duration.ofMillis(millis(bytes));
  }
}
