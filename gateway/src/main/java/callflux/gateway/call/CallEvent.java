package callflux.gateway.call;

import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Usage;
import org.jspecify.annotations.Nullable;

/// What happens in a call that somebody may want to know. Says how much and why; never what was
/// said.
public sealed interface CallEvent {

  /// The model's session is set up: the caller is listened to.
  record SessionReady() implements CallEvent {}

  /// The caller began to speak.
  ///
  /// @param bargeIn whether that cut something still to be heard
  /// @param truncated how many items the model was told to shorten
  record CallerSpoke(boolean bargeIn, int truncated) implements CallEvent {}

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

  /// It is decided how the call ends, and its legs are about to be closed.
  record Ending(Termination termination) implements CallEvent {}
}
