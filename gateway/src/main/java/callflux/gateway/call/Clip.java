package callflux.gateway.call;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.Framing;
import callflux.codec.audio.MediaFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What the gateway itself can say, recorded ahead: 8 kHz mu-law, read once.
final class Clip {
  private static final List<MediaFrame> SORRY = read("sorry.ulaw");

  private Clip() {}

  /// "Sorry, something went wrong. Please say that again." Nothing in a format it isn't recorded
  /// in.
  static List<MediaFrame> sorry(AudioFormat format) {
    return format == AudioFormat.PCMU ? SORRY : List.of();
  }

  /// Reads them now, so that no event loop has to wait for a file.
  static void load() {
    sorry(AudioFormat.PCMU);
  }

  private static List<MediaFrame> read(String name) {
    try (var in = Clip.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name + " beside " + Clip.class);
      }
      return new Framing(AudioFormat.PCMU)
          .cut(MediaFrame.ofAudio(AudioFormat.PCMU, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
