package callflux.gateway.call;

import callflux.codec.audio.MediaFrame;
import callflux.codec.twilio.TwilioMessage.Inbound;
import java.util.Arrays;

/// The caller's voice without holes: where Twilio left frames out, silence is put in by their
/// timestamps, because a model that hears no silence never knows that the caller has finished.
///
/// Keeps state from frame to frame: one to a call.
final class CallerVoice {
  /// More than this in one gap is not worth telling the model.
  static final int LONGEST_GAP_MILLIS = 10_000;

  /// Timestamps may jitter by less than a frame.
  private static final int SHORTEST_GAP_MILLIS = 20;

  private final Tally tally;
  private long expected = -1;

  CallerVoice(Tally tally) {
    this.tally = tally;
  }

  /// The frame, with the silence that should have come before it.
  MediaFrame on(Inbound.Media media) {
    tally.frameIn();
    var frame = media.frame();
    long at = media.timestamp();
    if (at < 0) {
      return frame;
    }
    long gap = expected < 0 ? 0 : Math.min(at - expected, LONGEST_GAP_MILLIS);
    expected = Math.max(expected, at + frame.millis());
    if (gap < SHORTEST_GAP_MILLIS) {
      return frame;
    }
    tally.accept(new CallEvent.GapPadded((int) gap));
    return behindSilence((int) gap, frame);
  }

  private static MediaFrame behindSilence(int millis, MediaFrame frame) {
    var format = frame.format();
    var audio = frame.audio();
    int silent = millis * format.bytesPerMilli();
    var padded = new byte[silent + audio.length];
    Arrays.fill(padded, 0, silent, format.silence());
    System.arraycopy(audio, 0, padded, silent, audio.length);
    return MediaFrame.owning(format, padded);
  }
}
