package callflux.bench.crowd;

import callflux.bench.crowd.Figures.Leg;
import callflux.bench.load.CallIdentity;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Map;

/// Twilio's end of one call: speaks when it is told to, plays what it hears on a clock, and returns
/// marks when they would have been heard.
final class CallerSocket extends Socket {
  private static final byte[] EVENT = Text.ascii("\"event\":");
  private static final byte[] PAYLOAD = Text.ascii("\"payload\":");
  private static final byte[] NAME = Text.ascii("\"name\":");
  private static final byte[] MEDIA = Text.ascii("{\"event\":\"media\",\"sequenceNumber\":\"");
  private static final byte[] CHUNK =
      Text.ascii("\",\"media\":{\"track\":\"inbound\",\"chunk\":\"");
  private static final byte[] TIMESTAMP = Text.ascii("\",\"timestamp\":\"");
  private static final byte[] AUDIO = Text.ascii("\",\"payload\":\"");
  private static final byte[] STREAM = Text.ascii("\"},\"streamSid\":\"");
  private static final byte[] END = Text.ascii("\"}");
  private static final byte[] MARK = Text.ascii("{\"event\":\"mark\",\"sequenceNumber\":\"");
  private static final byte[] MARK_STREAM = Text.ascii("\",\"streamSid\":\"");
  private static final byte[] MARK_NAME = Text.ascii("\",\"mark\":{\"name\":\"");
  private static final byte[] MARK_END = Text.ascii("\"}}");
  private static final int SEARCHED = 300;
  private static final int FRAME_MILLIS = 20;

  private final CallIdentity identity;
  private final byte[] stream;
  private final int call;
  private final Text out;
  private final Figures figures;
  private final Callers callers;
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private final byte[] frame = Stamp.audio(FRAME_MILLIS, '9');
  private long sequence = 1;
  private long chunk;
  private long playedUntil;
  private long heardAt;
  private int nextDelta;
  private int cut = -1;
  private int response;
  private boolean measured;
  private boolean gone;

  private record Mark(String name, long due) {}

  /// Who is told how a call goes.
  interface Callers {
    void answered(CallerSocket caller);

    void left(CallerSocket caller, String why);
  }

  CallerSocket(CallIdentity identity, int call, Text read, Text out, Context context) {
    super(true, read);
    this.identity = identity;
    this.stream = Text.ascii(identity.streamSid());
    this.call = call;
    this.out = out;
    this.figures = context.figures();
    this.callers = context.callers();
  }

  /// What all callers share.
  record Context(Figures figures, Callers callers) {}

  @Override
  boolean shake(Channel channel, String head) {
    if (!head.startsWith("HTTP/1.1 101")) {
      return false;
    }
    callers.answered(this);
    return true;
  }

  /// Begins the stream.
  void start(Map<String, String> parameters) {
    write(
        out.clear()
            .add(
                Text.ascii(
                    "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}")));
    var custom = new StringBuilder();
    parameters.forEach((name, value) ->
        custom.append(custom.isEmpty() ? "" : ",").append("\"" + name + "\":\"" + value + "\""));
    send(
        out.clear()
            .add(
                Text.ascii(
                    "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\""
                        + identity.accountSid()
                        + "\",\"streamSid\":\""
                        + identity.streamSid()
                        + "\",\"callSid\":\""
                        + identity.callSid()
                        + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":"
                        + "\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1},"
                        + "\"customParameters\":{"
                        + custom
                        + "}},\"streamSid\":\""
                        + identity.streamSid()
                        + "\"}")));
  }

  /// Sends one frame, and the marks that have been played by now.
  ///
  /// @param due when it was to be sent, nanoseconds
  void speak(long due, long now, boolean measured, boolean speaks) {
    returnMarks(now);
    Stamp.speak(frame, 0, due, call, measured, speaks);
    Stamp.late(frame, 0, now - due);
    out.clear().add(MEDIA).add(++sequence).add(CHUNK).add(chunk + 1);
    out.add(TIMESTAMP).add(chunk * FRAME_MILLIS).add(AUDIO).add(frame).add(STREAM);
    chunk++;
    send(out.add(stream).add(END));
    if (measured) {
      figures.count("frames spoken");
      figures.time(Leg.SENT_LATE, now - due);
    }
  }

  private void returnMarks(long now) {
    for (Mark next = marks.peek(); next != null && next.due <= now; next = marks.peek()) {
      returnMark(marks.remove());
    }
  }

  private void returnMark(Mark mark) {
    out.clear().add(MARK).add(++sequence).add(MARK_STREAM).add(stream);
    write(out.add(MARK_NAME).add(Text.ascii(mark.name)).add(MARK_END));
  }

  /// Whether all that was said has been played, and nothing has come for a while.
  boolean quietFor(long nanos, long now) {
    return now - Math.max(playedUntil, heardAt) > nanos;
  }

  /// How much of what is being played is yet to be heard, in nanoseconds.
  long unplayed(long now) {
    return Math.max(0, playedUntil - now);
  }

  /// Says `stop` and goodbye; what happens to the socket after is of no interest.
  void hangUp() {
    gone = true;
    if (isOpen()) {
      send(
          out.clear()
              .add(
                  Text.ascii(
                      "{\"event\":\"stop\",\"sequenceNumber\":\""
                          + ++sequence
                          + "\",\"stop\":{\"accountSid\":\""
                          + identity.accountSid()
                          + "\",\"callSid\":\""
                          + identity.callSid()
                          + "\"},\"streamSid\":\""
                          + identity.streamSid()
                          + "\"}")));
      close();
    }
  }

  @Override
  void heard(Text message, long now) {
    int event = message.valueOf(EVENT, SEARCHED) + 1;
    byte[] text = message.bytes();
    if (text[event] == 'c') {
      cleared(now);
    } else if (text[event] == 'm' && text[event + 1] == 'e') {
      int payload = message.valueOf(PAYLOAD, SEARCHED) + 1;
      media(text, payload, message.endOf(payload), now);
    } else if (text[event] == 'm') {
      int name = message.valueOf(NAME, SEARCHED) + 1;
      marks.add(new Mark(message.between(name, message.endOf(name)), playedUntil));
    } else {
      figures.count("strange messages");
    }
  }

  private void media(byte[] text, int from, int to, long now) {
    long length = Stamp.nanos(text, from, to);
    playedUntil = Math.max(playedUntil, now) + length;
    heardAt = now;
    if (to - from <= Stamp.LENGTH) {
      figures.count("strange messages");
      return;
    }
    response = text[to - 4];
    if (response == cut) {
      figures.count("frames stale after clear", length / 20_000_000);
    }
    if (Stamp.isAt(text, from)) {
      stamped(text, from, now);
    }
    if (measured) {
      figures.count("audio heard, ms", length / 1_000_000);
    }
  }

  private void stamped(byte[] text, int at, long now) {
    measured = Stamp.measured(text, at);
    int delta = Stamp.delta(text, at);
    if (delta != nextDelta && cut < 0) {
      figures.count("deltas lost", Math.abs(delta - nextDelta));
    }
    cut = response == cut ? cut : -1;
    nextDelta = delta + 1;
    if (measured) {
      figures.count("deltas heard");
      figures.time(Leg.MODEL_TO_CALLER, now - Stamp.answered(text, at));
      long spoken = Stamp.spoken(text, at);
      if (spoken > 0) {
        figures.time(Leg.ROUND_TRIP, now - spoken);
      }
    }
  }

  private void cleared(long now) {
    figures.moment("cleared", call, now);
    cut = response;
    playedUntil = now;
    while (!marks.isEmpty()) {
      returnMark(marks.remove());
    }
    channel().flush();
  }

  @Override
  void lost(String why) {
    if (!gone) {
      gone = true;
      callers.left(this, why);
    }
  }

  int call() {
    return call;
  }
}
