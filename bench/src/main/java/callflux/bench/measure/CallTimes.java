package callflux.bench.measure;

import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Answer;
import callflux.bench.load.CallRecord.Clear;
import callflux.bench.load.CallRecord.Spoken;
import callflux.bench.load.CallRecord.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a caller notices of a call: how long things took, and how much of an answer was heard.
///
/// @param setUp from ringing to an open line
/// @param firstAudio from there to the first sound; absent if there was none
public record CallTimes(
    Duration setUp, @Nullable Duration firstAudio, List<Reply> replies, List<BargeIn> bargeIns) {

  /// A turn of the caller and what came of it.
  ///
  /// @param voiceToVoice from the end of the caller's voice to the first sound of the answer;
  ///   absent if it was not answered
  public record Reply(int turn, @Nullable Duration voiceToVoice) {}

  /// The caller spoke over the model.
  ///
  /// @param turn which interrupted
  /// @param toClear from the beginning of the caller's voice to the gateway's `clear`; absent if
  ///   there was none before the next turn
  /// @param interrupted what was spoken over
  /// @param voice milliseconds of it in the recording of what was heard, by their energy; absent if
  ///   the call was not recorded
  public record BargeIn(
      int turn, @Nullable Duration toClear, Answer interrupted, @Nullable Double voice) {}

  /// Reckons a call's times.
  public static CallTimes of(CallRecord call) {
    Timeline timeline = call.timeline();
    List<Spoken> spoken = timeline.spoken();
    Energy heard = call.tapes() == null ? null : Energy.of(call.tapes().heard().samples());
    return new CallTimes(
        timeline.setUp().webhook().plus(timeline.setUp().socket()),
        timeline.answers().isEmpty() ? null : timeline.answers().getFirst().from(),
        spoken.stream().map(turn -> reply(timeline, turn)).toList(),
        spoken.stream()
            .filter(Spoken::interrupting)
            .map(turn -> bargeIn(timeline, turn, heard))
            .toList());
  }

  private static Reply reply(Timeline timeline, Spoken spoken) {
    Answer answer = first(timeline.answers(), a -> a.turn() == spoken.turn());
    return new Reply(spoken.turn(), answer == null ? null : answer.from().minus(spoken.to()));
  }

  private static BargeIn bargeIn(Timeline timeline, Spoken spoken, @Nullable Energy heard) {
    Answer interrupted =
        timeline.answers().stream()
            .filter(answer -> answer.from().compareTo(spoken.from()) < 0)
            .reduce((_, later) -> later)
            .orElseThrow(); // there was something to speak over
    Spoken next = first(timeline.spoken(), later -> later.turn() > spoken.turn());
    Clear clear =
        first(
            timeline.clears(),
            c ->
                c.at().compareTo(spoken.from()) >= 0
                    && (next == null || c.at().compareTo(next.from()) < 0));
    return new BargeIn(
        spoken.turn(),
        clear == null ? null : clear.at().minus(spoken.from()),
        interrupted,
        heard == null ? null : heard.untilLastVoice(interrupted.from(), interrupted.to()));
  }

  private static <T> @Nullable T first(List<T> of, Predicate<T> wanted) {
    return of.stream().filter(wanted).findFirst().orElse(null);
  }
}
