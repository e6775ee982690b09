package callflux.bench.micro;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.codec.realtime.Usage;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.concurrent.Queues;

/// A call between two far ends in this JVM, admitted and bridged as the gateway does it.
///
/// The caller's line plays everything at once: each mark comes back as soon as it is sent. The
/// model answers for six seconds at a time; then the caller says something and it answers again, so
/// that a turn's end is paid for in every frame of it.
final class LiveCall implements CallListener {
  private static final int ANSWER_MILLIS = 6_000;

  // Time runs faster here than the limits of a call are meant for.
  private static final Agent.Limits ENDLESS =
      new Agent.Limits(Duration.ofDays(1), Duration.ofDays(1));

  private final FarEnd<Inbound, Outbound> caller = new FarEnd<>(this::tellCaller);
  private final FarEnd<ServerEvent, ClientEvent> model = new FarEnd<>(this::tellModel);

  private final Queue<Inbound.Mark> played = Queues.<Inbound.Mark>small().get();

  // One message for all: a timestamp that stands still passes as one that goes on does.
  private final Inbound voice =
      new Inbound.Media(Samples.STREAM_SID, "inbound", 0, Samples.frame(Samples.FRAME_BYTES));

  private final Disposable running;
  private int spokenMillis;
  private long framesToModel;
  private long framesToCaller;
  private volatile @Nullable CallEvent mishap;

  /// A call of which nothing is transcoded.
  LiveCall() {
    this(AudioFormat.PCMU);
  }

  /// A telephone's call.
  ///
  /// @param spoken what the model hears and speaks
  LiveCall(AudioFormat spoken) {
    var calls =
        new Calls(_ -> Mono.just(model), List.of(this), new Calls.Terms(1, Duration.ofMinutes(1)));
    var given = calls.admit(call(spoken)).given().orElseThrow();
    var ticket = calls.redeem(given.nonce()).orElseThrow();
    // The benchmark drives the call by hand, message by message: there is no stream to be part of.
    running = calls.bridge(ticket, caller, AudioFormat.PCMU).subscribe();
    model.says(new ServerEvent.SessionUpdated("sess_CqH7t", 0));
    model.says(new ServerEvent.ResponseCreated(Samples.RESPONSE_ID, false));
  }

  /// The call that it is.
  static Call call(AudioFormat spoken) {
    var plan = new NumberPlan("+15550101", agent(spoken));
    return new Call("CA" + "0".repeat(32), "AC" + "0".repeat(32), "+15550100", "+15550101", plan);
  }

  private static Agent agent(AudioFormat spoken) {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session = new Session(null, "Echo.", spoken, null, 1.0, turns, null, null, null, List.of());
    return new Agent("echo", session, null, ENDLESS);
  }

  /// Twenty milliseconds of the caller, to the model.
  void callerSpeaks() {
    caller.says(voice);
  }

  /// One delta of the model, to the caller, and the marks behind its pieces back.
  void modelSpeaks(MediaFrame frame) {
    if (spokenMillis >= ANSWER_MILLIS) {
      takeTurns();
      spokenMillis = 0;
    }
    spokenMillis += frame.millis();
    model.says(new ServerEvent.OutputAudioDelta(Samples.RESPONSE_ID, Samples.ITEM_ID, 0, frame));
    playOut();
  }

  /// Nothing was cut short when the caller speaks here: it has all been played.
  private void takeTurns() {
    model.says(new ServerEvent.OutputAudioDone(Samples.RESPONSE_ID, Samples.ITEM_ID, 0));
    playOut();
    model.says(
        new ServerEvent.ResponseDone(
            Samples.RESPONSE_ID, ServerEvent.Status.COMPLETED, null, List.of(), Usage.NONE));
    for (int second = 0; second < ANSWER_MILLIS / 1_000; second++) {
      caller.clock().tick();
    }
    model.says(new ServerEvent.SpeechStarted("item_caller", 0));
    model.says(new ServerEvent.SpeechStopped("item_caller", 0));
    model.says(new ServerEvent.ResponseCreated(Samples.RESPONSE_ID, false));
  }

  private void playOut() {
    for (var mark = played.poll(); mark != null; mark = played.poll()) {
      caller.says(mark);
    }
  }

  private void tellCaller(Outbound message) {
    switch (message) {
      case Outbound.Media _ -> framesToCaller++;
      case Outbound.Mark(var name) -> played.offer(new Inbound.Mark(name));
      case Outbound.Clear _ -> {
        // Nothing is left to be cleared: all that was sent has been played.
      }
    }
  }

  private void tellModel(ClientEvent event) {
    if (event instanceof ClientEvent.InputAudioAppend) {
      framesToModel++;
    }
  }

  /// As in a call that is written down.
  @Override
  public boolean wantsWords(Call call) {
    return true;
  }

  @Override
  public void happened(Call call, CallEvent event) {
    switch (event) {
      case CallEvent.SessionReady _,
          CallEvent.SetUp _,
          CallEvent.FirstAudio _,
          CallEvent.CallerSpoke _,
          CallEvent.CallerPaused _,
          CallEvent.AnswerBegan _,
          CallEvent.SpeechBegan _,
          CallEvent.SpeechHeard _,
          CallEvent.ResponseEnded _,
          CallEvent.Ending _ -> {
        // As it should be.
      }
      default -> mishap = event;
    }
  }

  long framesToModel() {
    return framesToModel;
  }

  long framesToCaller() {
    return framesToCaller;
  }

  /// Ends the call.
  ///
  /// @throws IllegalStateException if audio was lost in it: then it was not what it seemed to be
  void hangUp() {
    caller.says(new Inbound.Stop(""));
    running.dispose();
    if (mishap != null) {
      throw new IllegalStateException("the call lost audio: " + mishap);
    }
  }
}
