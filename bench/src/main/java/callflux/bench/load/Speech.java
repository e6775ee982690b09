package callflux.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where callers' voices come from.
public final class Speech {
  /// A pause at which a recording is cut into utterances: longer than any within a sentence.
  private static final int PAUSE_FRAMES = 35;

  /// Kept ahead of and behind the voice, so that no consonant is cut off.
  private static final int MARGIN_FRAMES = 3;

  private Speech() {}

  /// Speech-like sound; the same seed and length sound the same.
  public static Utterance synthetic(long seed, Duration length) {
    return Utterance.of(SyntheticVoice.speak(seed, length));
  }

  /// Words, in FreeTTS's voice.
  ///
  /// @throws IllegalArgumentException if there is nothing in them to be said
  public static Utterance spoken(String words) {
    return Utterance.of(SpokenVoice.speak(words).telephone());
  }

  /// Nothing at all.
  public static Utterance silence(Duration length) {
    return Utterance.of(new short[(int) length.toMillis() * Tape.BYTES_PER_MILLI]);
  }

  /// A whole recording, pauses and all.
  ///
  /// @throws IOException if the file is no WAV that can be read
  public static Utterance whole(Path wav) throws IOException {
    short[] samples = Wav.read(wav).telephone();
    if (samples.length == 0) {
      throw new IOException(wav + ": nothing in it");
    }
    return Utterance.of(samples);
  }

  /// The utterances of a recording, cut where it pauses for 700 ms or longer.
  ///
  /// @throws IOException if the file is no WAV that can be read, or holds no voice
  public static List<Utterance> recorded(Path wav) throws IOException {
    short[] samples = Wav.read(wav).telephone();
    var utterances = new ArrayList<Utterance>();
    if (samples.length > 0) {
      Utterance whole = Utterance.of(samples);
      for (int from = nextVoice(whole, 0); from < whole.frames(); ) {
        int to = endOfVoice(whole, from);
        utterances.add(cut(samples, from - MARGIN_FRAMES, to + MARGIN_FRAMES));
        from = nextVoice(whole, to);
      }
    }
    if (utterances.isEmpty()) {
      throw new IOException(wav + ": no voice in it, only silence");
    }
    return utterances;
  }

  private static int nextVoice(Utterance recording, int from) {
    int frame = from;
    while (frame < recording.frames() && !recording.voiced(frame)) {
      frame++;
    }
    return frame;
  }

  /// Behind the last voiced frame before a pause.
  private static int endOfVoice(Utterance recording, int from) {
    int end = from;
    for (int frame = from; frame < recording.frames() && frame - end < PAUSE_FRAMES; frame++) {
      if (recording.voiced(frame)) {
        end = frame + 1;
      }
    }
    return end;
  }

  private static Utterance cut(short[] samples, int fromFrame, int toFrame) {
    int from = Math.max(0, fromFrame * Utterance.FRAME_BYTES);
    int to = Math.min(samples.length, toFrame * Utterance.FRAME_BYTES);
    return Utterance.of(Arrays.copyOfRange(samples, from, to));
  }
}
