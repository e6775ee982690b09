package callflux.bench.scenario;

import callflux.bench.load.CallRecord;
import java.time.Duration;
import java.util.List;

/// How a scenario went.
///
/// @param began when the caller began to ring, in nanoseconds of this JVM's clock
public record Performance(Script script, CallRecord call, Events events, long began) {

  /// Something that was not as expected.
  ///
  /// @param when which step it was to come of
  public record Failure(String when, String expected, String happened) {

    /// In three lines.
    @Override
    public String toString() {
      return when + "\n  expected: " + expected + "\n  happened: " + happened;
    }
  }

  /// What was not as expected; nothing if all was well.
  public List<Failure> failures() {
    return new Review(this).failures();
  }

  /// Everything that happened, in its order, a line each.
  public String timeline() {
    return new TimelineText(this).toString();
  }

  /// From when the line was open to a moment of this JVM's clock.
  Duration time(long at) {
    var setUp = call.timeline().setUp();
    return Duration.ofNanos(at - began).minus(setUp.webhook()).minus(setUp.socket());
  }
}
