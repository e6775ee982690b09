package callflux.gateway.call;

import static java.util.Objects.requireNonNull;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a call does, written a second time without a single stream: one loop body an event. The
/// composition must do the same, whatever happens in whatever order.
final class RulesAsALoop {
  final List<Outbound> toCaller = new ArrayList<>();
  final List<ClientEvent> toModel = new ArrayList<>();
  final WordsAsALoop words = new WordsAsALoop();
  private final PlayoutAsALoop playout = new PlayoutAsALoop(toCaller, words);

  private final Set<String> running = new HashSet<>();
  private final Set<String> silenced = new HashSet<>();
  private boolean callerTalks;

  // The model's side.
  private boolean ready;
  private final List<MediaFrame> early = new ArrayList<>();
  private final List<ClientEvent> waitingForReady = new ArrayList<>();
  private boolean greeted;
  private long nextTimestamp = -1;
  private final Set<String> answering = new LinkedHashSet<>();
  private @Nullable ClientEvent wanted;
  private @Nullable ClientEvent asked;
  private boolean tooLate;
  private final List<String> keys = new ArrayList<>();
  private int keyAge;

  // Functions.
  private final Set<String> aside = new HashSet<>();
  private final Map<String, Map<String, Item.FunctionCall>> called = new HashMap<>();
  private final Set<String> calledBefore = new HashSet<>();
  private final Map<String, int[]> busy = new LinkedHashMap<>(); // how many are left of its batch
  private final List<Integer> begunAt = new ArrayList<>();
  private final Set<String> posted = new HashSet<>();
  private final Set<String> supposed = new HashSet<>();
  private boolean unanswered;
  private boolean complete;
  private boolean awaited;
  private int stoppedAt = -1;

  // The goodbye.
  private boolean leaving;
  private boolean goodbyeAsked;
  private @Nullable String goodbye;
  private boolean goodbyeSaid;
  private int now;
  private int deadline = Integer.MAX_VALUE;
  private boolean over;

  void model(ServerEvent event) {
    follow(event);
    if (!over) {
      words.model(event);
    }
  }

  private void follow(ServerEvent event) {
    switch (event) {
      case ServerEvent.SessionUpdated _ -> sessionReady();
      case ServerEvent.ResponseCreated created -> {
        running.add(created.responseId());
        if (created.outOfBand()) {
          aside.add(created.responseId());
        }
        if (leaving && goodbyeAsked && goodbye == null && !created.outOfBand()) {
          goodbye = created.responseId();
        }
        boolean late = leaving ? !created.responseId().equals(goodbye) : callerTalks;
        if (created.outOfBand() || late) {
          silenced.add(created.responseId());
        }
        if (!created.outOfBand()) {
          answering.add(created.responseId());
          boolean unwanted = tooLate || (leaving && asked == null);
          if (!unwanted) {
            unanswered = false;
            supposed.clear();
            if (asked != null) {
              supposed.addAll(posted);
              posted.clear();
            }
            complete = complete && !posted.isEmpty();
            awaited = false;
          }
          asked = null;
          tooLate = false;
          if (unwanted) {
            tell(new ClientEvent.ResponseCancel("cancel", created.responseId()));
          }
        }
      }
      case ServerEvent.OutputAudioDelta delta -> {
        if (!silenced.contains(delta.responseId())) {
          running.add(delta.responseId());
          playout.speech(delta.itemId(), delta.frame().audio());
        }
      }
      case ServerEvent.OutputAudioDone done -> {
        if (!silenced.contains(done.responseId())) {
          playout.endOf(done.itemId());
        }
      }
      case ServerEvent.OutputItemDone(var response, var item) -> collect(response, item);
      case ServerEvent.ItemAdded(_, Item.FunctionCallOutput(_, var callId, _)) -> {
        unanswered |= posted.remove(callId);
        supposed.remove(callId);
      }
      case ServerEvent.ResponseDone done -> {
        responseDone(done);
        functions(done);
      }
      case ServerEvent.SpeechStarted _ -> callerSpeaks();
      case ServerEvent.SpeechStopped _ -> {
        callerTalks = false;
        awaited = true;
        stoppedAt = now;
        letGo();
      }
      case ServerEvent.InputAudioCommitted _ -> {
        callerTalks = false;
        letGo();
      }
      case ServerEvent.Error error when "response".equals(error.eventId()) -> {
        boolean busyServer = "conversation_already_has_active_response".equals(error.code());
        if (busyServer && asked == null) {
          complete |= !supposed.isEmpty();
          posted.addAll(supposed);
          supposed.clear();
        }
        if (busyServer && asked != null && wanted == null && !tooLate) {
          wanted = asked;
        }
        asked = null;
        tooLate = false;
      }
      default -> {
        // Nothing to do.
      }
    }
  }

  void caller(Inbound message) {
    switch (message) {
      case Inbound.Media media -> voice(media);
      case Inbound.Mark mark -> mark(mark.name());
      case Inbound.Dtmf dtmf -> {
        if (keys.isEmpty()) {
          keyAge = 0;
        }
        keys.add(dtmf.digit());
      }
      default -> {
        // Nothing to do.
      }
    }
  }

  private void collect(String response, Item item) {
    if (item instanceof Item.FunctionCall call && "completed".equals(call.status())) {
      called.computeIfAbsent(response, _ -> new LinkedHashMap<>()).putIfAbsent(call.callId(), call);
    }
  }

  private void functions(ServerEvent.ResponseDone done) {
    done.output().forEach(item -> collect(done.responseId(), item));
    var calls = called.remove(done.responseId());
    if (aside.remove(done.responseId()) || calls == null) {
      return;
    }
    calls.keySet().removeIf(callId -> !calledBefore.add(callId));
    if (leaving) {
      return;
    }
    int[] left = {calls.size()};
    for (var call : calls.values()) {
      begunAt.removeIf(at -> now - at >= 60_000);
      if (!call.name().equals("book")) {
        functionDone(call.callId(), "{\"error\":\"unknown_function\"}", left);
      } else if (busy.size() >= 8 || begunAt.size() >= 32) {
        functionDone(call.callId(), "{\"error\":\"too_many_calls\"}", left);
      } else {
        begunAt.add(now);
        busy.put(call.callId(), left);
      }
    }
  }

  /// A function has come to something.
  void functionDone(String callId) {
    functionDone(callId, "{}", requireNonNull(busy.remove(callId)));
  }

  private void functionDone(String callId, String json, int[] left) {
    left[0]--;
    tell(
        new ClientEvent.ItemCreate(
            "output", null, new Item.FunctionCallOutput(null, callId, json)));
    posted.add(callId);
    complete |= left[0] == 0;
    letGo();
  }

  /// Nothing more is heard.
  void end() {
    playout.end();
    words.over();
  }

  /// The call is to be wrapped up.
  void leave() {
    leaving = true;
    deadline = now + 20_000;
    wanted = null;
    tooLate = asked != null;
    answering.forEach(response -> tell(new ClientEvent.ResponseCancel("cancel", response)));
    tell(new ClientEvent.SessionUpdate("hush", ScriptedCall.AGENT.session().hushed()));
  }

  /// Whether the goodbye was heard, or is overdue.
  boolean isOver() {
    return over || now >= deadline;
  }

  private void hushed() {
    if (!goodbyeAsked) {
      wanted =
          new ClientEvent.ResponseCreate(
              "response",
              "Be brief.\n\nThe call has to end now. Say goodbye in one short sentence, and nothing"
                  + " else.",
              false);
      letGo();
    }
  }

  void second() {
    now += 1_000;
    if (stoppedAt >= 0 && now - stoppedAt == 3_000) {
      awaited = false;
      letGo();
    }
    if (!keys.isEmpty() && ++keyAge == 2) {
      pressed();
    }
    playout.second();
  }

  private void sessionReady() {
    ready = true;
    toModel.addAll(waitingForReady);
    waitingForReady.clear();
    early.forEach(frame -> toModel.add(new ClientEvent.InputAudioAppend(frame)));
    early.clear();
    if (leaving) {
      hushed();
    }
    if (!greeted) {
      greeted = true;
      want(new ClientEvent.ResponseCreate("response", "Be brief.\n\nSay hello."));
    }
  }

  private void mark(String name) {
    int upTo = playout.hears(name);
    over |= upTo >= 0 && goodbyeSaid && playout.left() <= 0;
    if (upTo >= 0 && !over) {
      playout.release(upTo);
    }
  }

  private void callerSpeaks() {
    if (leaving) {
      return;
    }
    playout
        .cut()
        .forEach((item, heard) -> tell(new ClientEvent.ItemTruncate("truncate", item, 0, heard)));
    silenced.addAll(running);
    callerTalks = true;
    tooLate = asked != null;
    wanted = null;
  }

  private void responseDone(ServerEvent.ResponseDone done) {
    running.remove(done.responseId());
    boolean mute = silenced.remove(done.responseId());
    if (done.responseId().equals(goodbye)) {
      playout.endOfItem();
      over = playout.left() <= 0;
      deadline = goodbyeSaid ? deadline : Math.min(deadline, now + playout.left() + 2_000);
      goodbyeSaid = true;
    } else if (!mute && !leaving && done.status() == ServerEvent.Status.FAILED) {
      playout.apologise();
    }
    answering.remove(done.responseId());
    letGo();
  }

  private void want(ClientEvent create) {
    if (!leaving) {
      wanted = create;
      letGo();
    }
  }

  private void letGo() {
    if (asked != null || !answering.isEmpty()) {
      return;
    }
    boolean owed = complete && (unanswered || !posted.isEmpty());
    if (wanted == null && owed && !callerTalks && !awaited && !leaving) {
      wanted = new ClientEvent.ResponseCreate("response", null);
    }
    if (wanted != null) {
      asked = wanted;
      wanted = null;
      goodbyeAsked = leaving;
      tell(asked);
    }
  }

  private void pressed() {
    var words = "The caller pressed " + String.join(" ", keys) + " on the keypad.";
    keys.clear();
    if (leaving) {
      return;
    }
    tell(
        new ClientEvent.ItemCreate(
            "keys",
            null,
            new Item.Message(null, null, "user", List.of(new Item.Content("input_text", words)))));
    want(new ClientEvent.ResponseCreate("response", null));
  }

  private void tell(ClientEvent event) {
    (ready ? toModel : waitingForReady).add(event);
  }

  private void voice(Inbound.Media media) {
    var frame = media.frame();
    if (media.timestamp() >= 0) {
      long gap = nextTimestamp < 0 ? 0 : Math.min(10_000, media.timestamp() - nextTimestamp);
      nextTimestamp = Math.max(nextTimestamp, media.timestamp() + frame.millis());
      if (gap >= 20) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < gap * 8; i++) {
          bytes.write(0xFF);
        }
        bytes.writeBytes(frame.audio());
        frame = MediaFrame.ofAudio(AudioFormat.PCMU, bytes.toByteArray());
      }
    }
    if (ready) {
      toModel.add(new ClientEvent.InputAudioAppend(frame));
    } else {
      early.add(frame);
    }
  }
}
