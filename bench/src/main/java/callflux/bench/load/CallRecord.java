package callflux.bench.load;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened on a call. Moments are reckoned from the stream's `start`, which is when a caller
/// hears the line open.
///
/// @param tapes absent unless the plan asked for them
public record CallRecord(
    CallIdentity identity, Ending ending, Timeline timeline, Counts counts, @Nullable Tapes tapes) {

  /// The record of a call that never had a stream.
  static CallRecord failed(CallIdentity identity, Kind kind, String detail) {
    var nothing = new SetUp(Duration.ZERO, Duration.ZERO);
    return new CallRecord(
        identity,
        new Ending(kind, detail, 0, ""),
        new Timeline(nothing, List.of(), List.of(), List.of(), List.of()),
        new Counts(0, 0, 0, 0, 0),
        null);
  }

  /// How a call ended.
  public enum Kind {
    /// The caller did all that was planned and hung up.
    HUNG_UP,
    /// The caller waited in vain and hung up.
    GAVE_UP,
    /// The gateway closed the stream.
    CLOSED_BY_GATEWAY,
    /// The webhook or the stream was refused.
    REFUSED,
    /// The gateway broke the protocol.
    VIOLATION,
    /// No connection, or one that broke before the stream was open.
    UNREACHABLE
  }

  /// The end of a call, as both sides had it.
  ///
  /// @param detail what exactly, for people
  /// @param closeCode of the gateway's close (RFC 6455), 1006 if it came without one, 0 if there
  ///   was no stream
  /// @param next what Twilio would have done after the stream, as the TwiML said; not done here
  public record Ending(Kind kind, String detail, int closeCode, String next) {}

  /// What was to be heard and seen on the line, each in order of time.
  public record Timeline(
      SetUp setUp,
      List<Spoken> spoken,
      List<Answer> answers,
      List<Clear> clears,
      List<Mark> marks) {}

  /// How long a caller heard it ring.
  ///
  /// @param webhook from ringing to the TwiML
  /// @param socket from the TwiML to the stream's `start`
  public record SetUp(Duration webhook, Duration socket) {}

  /// An utterance of the caller, from its first voice to its last; or a silence, whole.
  ///
  /// @param turn from 1
  /// @param interrupting whether something was being played when it began
  public record Spoken(int turn, Duration from, Duration to, boolean interrupting) {}

  /// Something the model said, from its first sound to its last, or to the clear that cut it.
  ///
  /// @param turn the utterance it follows, 0 for a greeting
  public record Answer(int turn, Duration from, Duration to, Sound sound, boolean cut) {}

  /// What was sent of an answer, and heard.
  ///
  /// @param received what the gateway sent, in milliseconds
  /// @param played what was heard of it by the play-out clock, in milliseconds
  public record Sound(double received, double played) {}

  /// A `clear` from the gateway.
  ///
  /// @param dropped what was still to be played, in milliseconds
  /// @param marks how many came back with it
  public record Clear(Duration at, double dropped, int marks) {}

  /// A mark from the gateway, and back.
  ///
  /// @param returnedAt absent if the call ended before
  /// @param cleared whether it came back because of a `clear`
  public record Mark(
      String name, Duration sentAt, @Nullable Duration returnedAt, boolean cleared) {}

  /// Media messages of a call.
  ///
  /// @param sent media messages of the caller
  /// @param received media messages of the gateway
  /// @param stale of those, received after a `clear` while the caller who had caused it went on
  ///   speaking: nothing can be an answer yet, so they are of what was cut
  /// @param ragged of those received, with a length that is no multiple of 20 ms
  /// @param latestMillis how far behind its schedule a caller's frame was at worst: the bench's own
  ///   fault, which puts the other figures in doubt
  public record Counts(long sent, long received, long stale, long ragged, double latestMillis) {}

  /// What was said and heard, silence included.
  public record Tapes(Tape said, Tape heard) {}
}
