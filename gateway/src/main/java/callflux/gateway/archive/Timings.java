package callflux.gateway.archive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How fast a call was. Each is absent for a call in which it did not come to that.
///
/// @param setUp from the webhook to when the caller is listened to
/// @param firstAudio from the media socket's start to the model's first sound
/// @param voiceToVoice median over the answers: from when the caller had stopped to the answer
/// @param slowestVoiceToVoice the longest of them
/// @param slowestClear longest time from when the caller spoke over the model to `clear`
public record Timings(
    @Nullable Duration setUp,
    @Nullable Duration firstAudio,
    @Nullable Duration voiceToVoice,
    @Nullable Duration slowestVoiceToVoice,
    @Nullable Duration slowestClear) {
  /// Nothing was timed.
  public static final Timings NONE = new Timings(null, null, null, null, null);
}
