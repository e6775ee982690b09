package callflux.gateway.call;

import callflux.codec.audio.Framing;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.call.Line.AnswerBegan;
import callflux.gateway.call.Line.CallerPaused;
import callflux.gateway.call.Line.CallerSpoke;
import callflux.gateway.call.Line.Speech;
import callflux.gateway.call.Line.SpeechEnd;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns what the model says into speech on the line.
///
/// Audio of a response that the caller has cut never gets on it, however late it comes, nor does
/// audio of a response outside the conversation. Keeps state from event to event: one to a call.
final class Speaking {
  private final Framing framing;
  private final Tally told;
  private final List<MediaFrame> apology;
  private final boolean interruptible;
  private final Farewell farewell;

  /// Responses begun and not done, and those of them that must not be heard.
  private final Set<String> open = new HashSet<>();

  private final Set<String> mute = new HashSet<>();

  /// The one that speaks, which is open and not mute: asked for at every delta.
  private @Nullable String speaks;

  private @Nullable String goodbye;

  private boolean callerSpeaks;

  /// When the caller stopped, until that is answered.
  private @Nullable Long pausedAt;

  private int turn;
  private int endsAt;
  private @Nullable String itemId;
  private int contentIndex;

  /// @param apology what to say when the model fails to answer
  /// @param interruptible whether the caller's speech cuts the model's
  /// @param farewell how far the goodbye has got
  Speaking(
      Framing framing,
      List<MediaFrame> apology,
      boolean interruptible,
      Farewell farewell,
      Tally told) {
    this.framing = framing;
    this.apology = List.copyOf(apology);
    this.interruptible = interruptible;
    this.farewell = farewell;
    this.told = told;
  }

  List<Line> on(ServerEvent event) {
    return switch (event) {
      case ServerEvent.OutputAudioDelta delta -> speech(delta);
      case ServerEvent.OutputAudioDone done -> end(done.responseId(), done.itemId());
      case ServerEvent.ResponseCreated created -> begun(created);
      case ServerEvent.ResponseDone done -> finished(done);
      case ServerEvent.SpeechStarted _ -> callerSpeaks();
      case ServerEvent.SpeechStopped _ -> {
        pausedAt = told.clock().getAsLong();
        yield callerPauses();
      }
      case ServerEvent.InputAudioCommitted _ -> callerPauses();
      default -> List.of();
    };
  }

  private List<Line> speech(ServerEvent.OutputAudioDelta delta) {
    boolean begins = !delta.responseId().equals(speaks);
    if (begins && !maySpeak(delta.responseId())) {
      told.accept(new CallEvent.LateAudioDropped(delta.frame().millis()));
      return List.of();
    }
    var lines = delta.itemId().equals(itemId) ? null : before(begins);
    itemId = delta.itemId();
    contentIndex = delta.contentIndex();
    int waiting = framing.waitingBytes();
    var pieces = framing.cut(delta.frame());
    if (pieces.size() == 1 && waiting == 0 && (lines == null || lines.isEmpty())) {
      return List.of(piece(pieces.getFirst()));
    }
    var all = new ArrayList<Line>(lines == null ? List.of() : lines);
    pieces.forEach(piece -> all.add(piece(piece)));
    return all;
  }

  private List<Line> before(boolean begins) {
    var lines = new ArrayList<>(end());
    if (begins) {
      lines.add(new AnswerBegan(told.clock().getAsLong(), pausedAt));
      pausedAt = null;
    }
    return lines;
  }

  private boolean maySpeak(String responseId) {
    if (mute.contains(responseId)) {
      return false;
    }
    open.add(responseId);
    speaks = responseId;
    return true;
  }

  private Speech piece(MediaFrame frame) {
    endsAt += frame.millis();
    return new Speech(turn, itemId, contentIndex, frame, frame.audioLength(), endsAt);
  }

  private List<Line> end(String responseId, String ended) {
    return mute.contains(responseId) || !ended.equals(itemId) ? List.of() : end();
  }

  private List<Line> end() {
    if (itemId == null) {
      return List.of();
    }
    var lines = new ArrayList<Line>(2);
    int bytes = framing.waitingBytes();
    var rest = framing.rest();
    if (rest != null) {
      endsAt += rest.millis();
      lines.add(new Speech(turn, itemId, contentIndex, rest, bytes, endsAt));
    }
    lines.add(new SpeechEnd(turn, itemId, endsAt));
    itemId = null;
    return lines;
  }

  /// One that begins while the caller speaks was asked for before they did: it is too late.
  private List<Line> begun(ServerEvent.ResponseCreated created) {
    open.add(created.responseId());
    if (created.outOfBand() || isUnwanted(created)) {
      mute.add(created.responseId());
      speaks = null;
    }
    return List.of();
  }

  private boolean isUnwanted(ServerEvent.ResponseCreated created) {
    if (!farewell.isOrdered()) {
      return callerSpeaks;
    }
    if (goodbye == null && farewell.isAsked()) {
      goodbye = created.responseId();
    }
    return !created.responseId().equals(goodbye);
  }

  private List<Line> finished(ServerEvent.ResponseDone done) {
    open.remove(done.responseId());
    speaks = null;
    boolean muted = mute.remove(done.responseId());
    told.accept(new CallEvent.ResponseEnded(done.status(), done.reason(), done.usage()));
    if (done.responseId().equals(goodbye)) {
      var lines = new ArrayList<>(end());
      lines.add(new Line.GoodbyeSaid(0));
      return lines;
    }
    return muted || done.status() != ServerEvent.Status.FAILED || farewell.isOrdered()
        ? List.of()
        : apologise();
  }

  private List<Line> apologise() {
    var lines = new ArrayList<>(end());
    for (var frame : apology) {
      endsAt += frame.millis();
      lines.add(new Speech(turn, null, 0, frame, 0, endsAt));
    }
    lines.add(new SpeechEnd(turn, null, endsAt));
    return lines;
  }

  private List<Line> callerSpeaks() {
    pausedAt = null;
    if (!interruptible || farewell.isOrdered()) {
      return List.of();
    }
    callerSpeaks = true;
    mute.addAll(open);
    speaks = null;
    framing.drop();
    turn++;
    endsAt = 0;
    itemId = null;
    return List.of(new CallerSpoke(turn, false, List.of(), told.clock().getAsLong()));
  }

  private List<Line> callerPauses() {
    callerSpeaks = false;
    return List.of(new CallerPaused());
  }
}
