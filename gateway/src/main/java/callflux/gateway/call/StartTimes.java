package callflux.gateway.call;

import java.time.Duration;

/// Tells how long a call took to come up: one to a call.
final class StartTimes implements CallListener {
  private final long admittedAt;
  private final long startedAt;
  private final Tally tally;
  private boolean heard;

  /// @param admittedAt when the webhook was answered, in nanoseconds of the call's clock
  /// @param startedAt when the media socket had started, likewise
  /// @param tally is told
  StartTimes(long admittedAt, long startedAt, Tally tally) {
    this.admittedAt = admittedAt;
    this.startedAt = startedAt;
    this.tally = tally;
  }

  @Override
  public void happened(Call call, CallEvent event) {
    if (event instanceof CallEvent.SessionReady) {
      var toStream = Duration.ofNanos(startedAt - admittedAt);
      tally.accept(new CallEvent.SetUp(toStream, tally.since(admittedAt)));
    } else if (event instanceof CallEvent.AnswerBegan && !heard) {
      heard = true;
      tally.accept(new CallEvent.FirstAudio(tally.since(startedAt)));
    }
  }
}
