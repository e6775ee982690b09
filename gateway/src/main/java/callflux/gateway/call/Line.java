package callflux.gateway.call;

import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ClientEvent.ItemTruncate;
import callflux.codec.realtime.ServerEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens on the caller's line, in one order: what is to be played, what has been, and who
/// speaks. Turns are counted from one start of the caller's speech to the next.
sealed interface Line {

  /// Speech to be played: whole frames, at most [callflux.codec.audio.Framing#PIECE_MILLIS] long.
  ///
  /// @param itemId what it is a part of; absent for what the gateway itself says
  /// @param audioBytes of it that are the model's, not padding
  /// @param endsAt milliseconds of the turn's speech up to its end
  record Speech(
      int turn,
      @Nullable String itemId,
      int contentIndex,
      MediaFrame frame,
      int audioBytes,
      int endsAt)
      implements Line {}

  /// A response begins to speak: its first audio has just come.
  ///
  /// @param readAt when that was, in nanoseconds of the call's clock
  /// @param pausedAt when the model's server told that the caller had stopped; absent for what
  ///   answers no speech, and for all but the first response to it
  record AnswerBegan(long readAt, @Nullable Long pausedAt) implements Line {}

  /// An item has no more speech.
  record SpeechEnd(int turn, @Nullable String itemId, int endsAt) implements Line {}

  /// Twilio has played so many milliseconds of a turn's speech.
  record Played(int turn, int upTo) implements Line {}

  /// The caller speaks: a new turn.
  ///
  /// @param bargeIn whether something was still to be heard
  /// @param truncations what the model has to be told of it
  /// @param readAt when the model's server told, in nanoseconds of the call's clock
  record CallerSpoke(int turn, boolean bargeIn, List<ItemTruncate> truncations, long readAt)
      implements Line {
    /// Before the caller has: the first turn.
    static final CallerSpoke NOT_YET = new CallerSpoke(0, false, List.of(), 0);
  }

  /// The caller has finished.
  record CallerPaused() implements Line {}

  /// A second has gone by.
  ///
  /// @param quiet seconds since anybody was heard
  record Second(int quiet) implements Line {}

  /// The goodbye has been said, whole.
  ///
  /// @param unheard milliseconds of speech that the caller has still to hear
  record GoodbyeSaid(int unheard) implements Line {}

  /// The goodbye has been heard to its end.
  record GoodbyeHeard() implements Line {}

  /// What the model's server tells of turns and their words. It is on the line because it belongs
  /// to the speech that it came with, and goes no further than to [Playback].
  record Remark(ServerEvent event) implements Line {

    /// Never the words.
    @Override
    public String toString() {
      return "remark";
    }
  }
}
