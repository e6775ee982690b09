package callflux.codec.audio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Takes one voice from one format to another, piece after piece, as though it were one piece.
///
/// Where the sampling rate changes it remembers the end of the last piece, so that each voice has a
/// transcoder of its own. Not for use by several threads at once.
public final class Transcoder {
  private final AudioFormat from;
  private final AudioFormat to;

  /// Absent where the rate stays.
  private final @Nullable Resampler resampler;

  /// Samples still to come out that are from before the voice began.
  private int early;

  private Transcoder(AudioFormat from, AudioFormat to, int early) {
    this.from = from;
    this.to = to;
    this.resampler = resampler(from, to);
    this.early = resampler == null ? 0 : early;
  }

  /// For a voice without end: each piece comes out as long as it went in, and the sound in it is
  /// late by [Resampler#DELAY] where the rate changes.
  public static Transcoder live(AudioFormat from, AudioFormat to) {
    return new Transcoder(from, to, 0);
  }

  /// For a voice with an end: all of it comes out as long as it went in, and nothing in it is late;
  /// but where the rate changes the last [Resampler#DELAY] of what went in is still to come, with
  /// the next piece or as the [#rest].
  public static Transcoder exact(AudioFormat from, AudioFormat to) {
    return new Transcoder(from, to, delay(to));
  }

  /// The next piece of the voice, of any length.
  ///
  /// @param piece in the format that it comes from, of whole samples
  public MediaFrame transcode(MediaFrame piece) {
    short[] samples = samples(piece.audio());
    return resampler == null ? written(samples) : written(onTime(resampler.resample(samples)));
  }

  /// What is still to come of a voice that has ended; absent if nothing is.
  public @Nullable MediaFrame rest() {
    return resampler == null ? null : written(onTime(resampler.resample(new short[delay(from)])));
  }

  private short[] onTime(short[] samples) {
    if (early == 0) {
      return samples;
    }
    int left = Math.min(early, samples.length);
    early -= left;
    return Arrays.copyOfRange(samples, left, samples.length);
  }

  private short[] samples(byte[] audio) {
    return switch (from) {
      case PCMU -> MuLaw.decode(audio);
      case PCMA -> ALaw.decode(audio);
      case PCM16 -> Pcm16.samples(audio);
    };
  }

  private MediaFrame written(short[] samples) {
    byte[] audio =
        switch (to) {
          case PCMU -> MuLaw.encode(samples);
          case PCMA -> ALaw.encode(samples);
          case PCM16 -> Pcm16.bytes(samples);
        };
    return MediaFrame.owning(to, audio);
  }

  private static @Nullable Resampler resampler(AudioFormat from, AudioFormat to) {
    if (from.sampleRate() == to.sampleRate()) {
      return null;
    }
    return from.sampleRate() < to.sampleRate() ? Resampler.up() : Resampler.down();
  }

  private static int delay(AudioFormat format) {
    return (int) Resampler.DELAY.toMillis() * format.sampleRate() / 1_000;
  }
}
