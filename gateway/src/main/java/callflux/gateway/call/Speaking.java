package callflux.gateway.call;

import callflux.codec.audio.Framing;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.call.Line.AnswerBegan;
import callflux.gateway.call.Line.CallerPaused;
import callflux.gateway.call.Line.CallerSpoke;
import callflux.gateway.call.Line.Speech;
import callflux.gateway.call.Line.SpeechEnd;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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

  /// @param line is told what an event comes to on it
  void on(ServerEvent event, Consumer<Line> line) {
    switch (event) {
      case ServerEvent.OutputAudioDelta delta -> speech(delta, line);
      case ServerEvent.OutputAudioDone done -> ended(done, line);
      case ServerEvent.ResponseCreated created -> begun(created);
      case ServerEvent.ResponseDone done -> finished(done, line);
      case ServerEvent.SpeechStarted _ -> callerSpeaks(line);
      case ServerEvent.SpeechStopped _ -> {
        pausedAt = told.clock().getAsLong();
        callerPauses(line);
      }
      case ServerEvent.InputAudioCommitted _ -> callerPauses(line);
      default -> {
        // Nothing to be heard.
      }
    }
  }

  private void speech(ServerEvent.OutputAudioDelta delta, Consumer<Line> line) {
    boolean begins = !delta.responseId().equals(speaks);
    if (begins && !maySpeak(delta.responseId())) {
      told.accept(new CallEvent.LateAudioDropped(delta.frame().millis()));
      return;
    }
    if (!delta.itemId().equals(itemId)) {
      end(line);
      if (begins) {
        line.accept(new AnswerBegan(told.clock().getAsLong(), pausedAt));
        pausedAt = null;
      }
    }
    itemId = delta.itemId();
    contentIndex = delta.contentIndex();
    if (framing.isPiece(delta.frame())) {
      line.accept(piece(delta.frame()));
    } else {
      framing.cut(delta.frame()).forEach(piece -> line.accept(piece(piece)));
    }
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

  private void ended(ServerEvent.OutputAudioDone done, Consumer<Line> line) {
    if (!mute.contains(done.responseId()) && done.itemId().equals(itemId)) {
      end(line);
    }
  }

  private void end(Consumer<Line> line) {
    if (itemId == null) {
      return;
    }
    int bytes = framing.waitingBytes();
    var rest = framing.rest();
    if (rest != null) {
      endsAt += rest.millis();
      line.accept(new Speech(turn, itemId, contentIndex, rest, bytes, endsAt));
    }
    line.accept(new SpeechEnd(turn, itemId, endsAt));
    itemId = null;
  }

  /// One that begins while the caller speaks was asked for before they did: it is too late.
  private void begun(ServerEvent.ResponseCreated created) {
    open.add(created.responseId());
    if (created.outOfBand() || isUnwanted(created)) {
      mute.add(created.responseId());
      speaks = null;
    }
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

  private void finished(ServerEvent.ResponseDone done, Consumer<Line> line) {
    open.remove(done.responseId());
    speaks = null;
    boolean muted = mute.remove(done.responseId());
    told.accept(new CallEvent.ResponseEnded(done.status(), done.reason(), done.usage()));
    if (done.responseId().equals(goodbye)) {
      end(line);
      line.accept(new Line.GoodbyeSaid(0));
    } else if (!muted && done.status() == ServerEvent.Status.FAILED && !farewell.isOrdered()) {
      apologise(line);
    }
  }

  private void apologise(Consumer<Line> line) {
    end(line);
    for (var frame : apology) {
      endsAt += frame.millis();
      line.accept(new Speech(turn, null, 0, frame, 0, endsAt));
    }
    line.accept(new SpeechEnd(turn, null, endsAt));
  }

  private void callerSpeaks(Consumer<Line> line) {
    pausedAt = null;
    if (!interruptible || farewell.isOrdered()) {
      return;
    }
    callerSpeaks = true;
    mute.addAll(open);
    speaks = null;
    framing.drop();
    turn++;
    endsAt = 0;
    itemId = null;
    line.accept(new CallerSpoke(turn, false, List.of(), told.clock().getAsLong()));
  }

  private void callerPauses(Consumer<Line> line) {
    callerSpeaks = false;
    line.accept(new CallerPaused());
  }
}
