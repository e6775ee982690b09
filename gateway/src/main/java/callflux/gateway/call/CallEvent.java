package callflux.gateway.call;

import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What happens in a call that somebody may want to know. Says how much and why; never what was
/// said.
public sealed interface CallEvent {

  /// The model's session is set up: the caller is listened to.
  record SessionReady() implements CallEvent {}

  /// How long the call took to come up, told when its session is set up.
  ///
  /// @param toStream from the webhook to the start of the media socket
  /// @param toSession from the webhook to when the caller is listened to
  record SetUp(Duration toStream, Duration toSession) implements CallEvent {}

  /// The first sound of the model was handed to the caller's socket.
  ///
  /// @param time since the start of the media socket
  record FirstAudio(Duration time) implements CallEvent {}

  /// The caller began to speak.
  ///
  /// @param bargeIn whether that cut something still to be heard
  /// @param truncated how many items the model was told to shorten
  record CallerSpoke(boolean bargeIn, int truncated) implements CallEvent {}

  /// The caller has stopped, as far as the model's server can tell.
  record CallerPaused() implements CallEvent {}

  /// The line was cleared because the caller spoke over the model.
  ///
  /// @param time from when the model's server told that they speak to when `clear` was handed to
  ///   the caller's socket
  record Cleared(Duration time) implements CallEvent {}

  /// The first frame of a response was handed to the caller's socket.
  ///
  /// @param share the gateway's own part: from when the response's first audio was read off the
  ///   model's socket
  /// @param voiceToVoice from when the model's server told that the caller had stopped, so that the
  ///   silence it told that by is not in it; absent for what answers no speech, and for all but the
  ///   first response to it
  record AnswerBegan(Duration share, @Nullable Duration voiceToVoice) implements CallEvent {}

  /// Speech was put on a line that was quiet.
  record SpeechBegan() implements CallEvent {}

  /// All the speech that was put on the line has been heard.
  record SpeechHeard() implements CallEvent {}

  /// Neither side is heard though the model owes an answer.
  ///
  /// @param seconds of it that have not been told yet
  /// @param begins whether it is the first that is told of this silence
  record DeadAir(int seconds, boolean begins) implements CallEvent {
    /// So long counts as thinking.
    public static final int AFTER_SECONDS = 2;
  }

  /// The model has answered, one way or another.
  record ResponseEnded(Status status, @Nullable String reason, Usage usage) implements CallEvent {}

  /// The model's server complained, and the session goes on.
  record ErrorReported(@Nullable String code) implements CallEvent {}

  /// Audio of a cut response came too late and was not played.
  record LateAudioDropped(int millis) implements CallEvent {}

  /// The model sent more speech than anyone will hear, and some of it was dropped.
  record SpeechOverflowed(int millis) implements CallEvent {}

  /// A gap in the caller's audio was filled with silence.
  record GapPadded(int millis) implements CallEvent {}

  /// The model's socket did not take the caller's audio in time, and the oldest was dropped.
  record CallerAudioDropped(int millis) implements CallEvent {}

  /// Twilio sends no marks back; time stands in for them.
  record MarksOverdue() implements CallEvent {}

  /// The caller pressed keys.
  record KeysPressed(int count) implements CallEvent {}

  /// The model calls a function.
  ///
  /// @param tool its name, or `unknown` if there is no such tool
  record ToolCalled(String tool) implements CallEvent {}

  /// The function was run, or refused, and the model is told what came of it.
  ///
  /// @param tool as for [ToolCalled]
  /// @param took from when it was called
  record ToolAnswered(String tool, ToolResult result, Duration took) implements CallEvent {}

  /// It is decided how the call ends, and its legs are about to be closed.
  record Ending(Termination termination) implements CallEvent {}
}
