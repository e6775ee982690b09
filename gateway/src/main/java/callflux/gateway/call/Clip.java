package callflux.gateway.call;

import static java.util.Objects.requireNonNull;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.Framing;
import callflux.codec.audio.MediaFrame;
import callflux.codec.audio.Transcoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the gateway itself can say, recorded ahead in 8 kHz mu-law, and read once.
final class Clip {
  private static final Map<AudioFormat, List<MediaFrame>> SORRY = inEveryFormat("sorry.ulaw");

  private Clip() {}

  /// "Sorry, something went wrong. Please say that again."
  static List<MediaFrame> sorry(AudioFormat format) {
    return requireNonNull(SORRY.get(format));
  }

  /// Reads them now, so that no event loop has to wait for a file.
  static void load() {
    sorry(AudioFormat.PCMU);
  }

  private static Map<AudioFormat, List<MediaFrame>> inEveryFormat(String name) {
    var recorded = read(name);
    var clips = new EnumMap<AudioFormat, List<MediaFrame>>(AudioFormat.class);
    for (var format : AudioFormat.values()) {
      clips.put(format, cut(recorded, format));
    }
    return clips;
  }

  private static List<MediaFrame> cut(MediaFrame recorded, AudioFormat format) {
    if (format == recorded.format()) {
      return new Framing(format).cut(recorded);
    }
    return new Framing(format).cut(Transcoder.live(recorded.format(), format).transcode(recorded));
  }

  private static MediaFrame read(String name) {
    try (var in = Clip.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name + " beside " + Clip.class);
      }
      return MediaFrame.ofAudio(AudioFormat.PCMU, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
