package callflux.bench.load;

import callflux.bench.load.CallRecord.Ending;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.CallRecord.SetUp;
import callflux.bench.load.CallRecord.Tapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Twilio's end of one stream with the caller at it: from ticks and messages to messages, in order.
///
/// The caller's frames have intended times, 20 ms apart; a late tick sends all that are due and
/// leaves those times as they are (an open loop, so that a stall shows). Time is an argument, in
/// nanoseconds. Confined to the stream's event loop.
final class PhoneLine {
  private static final long FRAME_NANOS = Utterance.FRAME_MILLIS * 1_000_000L;

  private enum Stage {
    CONNECTED,
    STARTED,
    OVER
  }

  private final CallPlan plan;
  private final CallIdentity identity;
  private final Invitation invitation;
  private final StreamMessages messages;
  private final CallLog log = new CallLog();
  private final Tape said;
  private final Tape heard;
  private Stage stage = Stage.CONNECTED;
  private long origin;
  private long frames;
  private @Nullable Live live;
  private @Nullable Ending ending;

  /// What there is from `start` on.
  private record Live(Hearing hearing, Conversation conversation) {}

  PhoneLine(CallPlan plan, CallIdentity identity, Invitation invitation) {
    this.plan = plan;
    this.identity = identity;
    this.invitation = invitation;
    this.messages = new StreamMessages(identity);
    this.said = new Tape(plan.recorded());
    this.heard = new Tape(plan.recorded());
  }

  /// To be called every 20 ms or so, first when the stream is open.
  List<String> tick(long now) {
    if (stage == Stage.OVER) {
      return List.of();
    }
    if (live == null) {
      return start(now);
    }
    var out = new ArrayList<String>();
    live.hearing.advance(now);
    returnMarks(live.hearing.due(now), out);
    for (long due = intended(); due <= now && stage == Stage.STARTED; due = intended()) {
      speak(live, now - due, out);
    }
    return out;
  }

  /// A text message of the gateway.
  List<String> receive(String text, long now) {
    if (stage == Stage.OVER) {
      return List.of();
    }
    var out = new ArrayList<String>();
    try {
      if (live == null) {
        throw new StreamViolation("a message before start: " + text.length() + " characters");
      }
      hear(live.hearing, GatewayMessage.read(text, identity.streamSid()), now, out);
    } catch (StreamViolation e) {
      violated(e.breach());
    }
    return out;
  }

  /// The gateway sent what is no text message.
  void violated(String how) {
    end(Kind.VIOLATION, how);
  }

  /// Whether it was the gateway's breach of the protocol that ended the call.
  boolean violation() {
    return ending != null && ending.kind() == Kind.VIOLATION;
  }

  /// The gateway's socket is closed.
  ///
  /// @param code that it closed with
  void closed(int code, long now) {
    end(Kind.CLOSED_BY_GATEWAY, "closed with " + code);
    Ending before = ending;
    if (before != null) {
      ending = new Ending(before.kind(), before.detail(), code, invitation.next());
    }
    if (live != null) {
      live.conversation.cutOff();
      live.hearing.end(now);
    }
  }

  /// Whether the caller's side has said its last word; the socket may still be open.
  boolean over() {
    return stage == Stage.OVER;
  }

  /// The record, once [#closed].
  CallRecord record(SetUp setUp) {
    Ending last = ending == null ? new Ending(Kind.UNREACHABLE, "", 0, "") : ending;
    Tapes tapes = plan.recorded() ? new Tapes(said, heard) : null;
    return new CallRecord(identity, last, log.timeline(setUp), log.counts(), tapes);
  }

  /// When the stream began; 0 if it did not.
  long origin() {
    return origin;
  }

  private List<String> start(long now) {
    origin = now;
    stage = Stage.STARTED;
    Duration pause = plan.scenario().patience().pause();
    var clock = new PlayoutClock(heard, origin);
    var hearing = new Hearing(clock, log, origin, pause);
    live = new Live(hearing, new Conversation(plan.scenario(), hearing, log));
    return List.of(messages.start(invitation.parameters()));
  }

  private void speak(Live live, long late, List<String> out) {
    byte[] frame = live.conversation.next();
    if (live.conversation.over()) {
      String complaint = live.conversation.complaint();
      out.add(messages.stop());
      end(
          complaint == null ? Kind.HUNG_UP : Kind.GAVE_UP,
          complaint == null ? "as planned" : complaint);
      return;
    }
    said.append(frame, 0, frame.length);
    out.add(messages.media(frame, frames * Utterance.FRAME_MILLIS));
    frames++;
    log.sent(late);
    for (char key : live.conversation.keys().toCharArray()) {
      out.add(messages.dtmf(key));
    }
  }

  private void hear(Hearing hearing, GatewayMessage message, long now, List<String> out) {
    switch (message) {
      case GatewayMessage.Media media -> hearing.media(media.audio(), now);
      case GatewayMessage.Mark(var name) -> {
        hearing.mark(name, now);
        returnMarks(hearing.due(now), out);
      }
      case GatewayMessage.Clear() -> {
        returnMarks(hearing.due(now), out);
        returnMarks(hearing.clear(now), out);
      }
    }
  }

  private void returnMarks(List<String> names, List<String> out) {
    names.forEach(name -> out.add(messages.mark(name)));
  }

  /// A frame is sent when its last sample has been spoken.
  private long intended() {
    return origin + (frames + 1) * FRAME_NANOS;
  }

  private void end(Kind kind, String detail) {
    if (stage != Stage.OVER) {
      stage = Stage.OVER;
      ending = new Ending(kind, detail, 0, invitation.next());
    }
  }
}
