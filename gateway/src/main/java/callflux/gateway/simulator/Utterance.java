package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import java.util.List;

/// Words, spoken; not a record, because it holds an array.
public final class Utterance {
  private final String words;
  private final AudioFormat format;
  private final byte[] audio;
  private final List<Begun> begun;

  /// What was spoken.
  ///
  /// @param audio whole milliseconds, which are the utterance's from now on
  /// @param begun when each word begins, in order; empty if they are taken to be spread evenly
  public Utterance(String words, AudioFormat format, byte[] audio, List<Begun> begun) {
    this.words = words;
    this.format = format;
    this.audio = audio;
    this.begun = List.copyOf(begun);
  }

  public String words() {
    return words;
  }

  public AudioFormat format() {
    return format;
  }

  /// The utterance's own array, not to be changed.
  public byte[] audio() {
    return audio;
  }

  public List<Begun> begun() {
    return begun;
  }

  /// A word has begun.
  ///
  /// @param millis after which it is heard
  /// @param until where it ends in the text, in characters
  public record Begun(int millis, int until) {}
}
