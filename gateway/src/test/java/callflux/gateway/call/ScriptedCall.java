package callflux.gateway.call;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A call between two scripted legs, on a clock that the test owns.
final class ScriptedCall implements AutoCloseable {
  static final Agent AGENT = agent("Say hello.", true);

  static final ServerEvent SPEECH_STARTED = new ServerEvent.SpeechStarted("u", 0);

  final VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
  final ScriptedLeg<Inbound, Outbound> caller;
  final ScriptedLeg<ServerEvent, ClientEvent> model;
  final List<CallEvent> events = new ArrayList<>();
  final Sinks.One<Termination> ordered = Sinks.one();
  final Sinks.One<Termination> wrapUp = Sinks.one();
  @Nullable Termination termination;
  private final Disposable running;

  ScriptedCall(
      Agent agent,
      ScriptedLeg<Inbound, Outbound> caller,
      ScriptedLeg<ServerEvent, ClientEvent> model) {
    this(call(agent), caller, model);
  }

  ScriptedCall(
      Call call,
      ScriptedLeg<Inbound, Outbound> caller,
      ScriptedLeg<ServerEvent, ClientEvent> model) {
    this.caller = caller;
    this.model = model;
    this.running =
        new CallBridge(caller, model, call, tally(events, this::nanos), orders())
            .run()
            .subscribe(end -> termination = end);
  }

  private Orders orders() {
    return new Orders(ordered.asMono(), wrapUp.asMono());
  }

  static ScriptedCall begun() {
    return begun(AGENT);
  }

  static ScriptedCall begun(Agent agent) {
    return new ScriptedCall(agent, ScriptedLeg.willing(), ScriptedLeg.willing());
  }

  /// A call whose session is set up and whose greeting has been asked for.
  static ScriptedCall ready() {
    var call = begun();
    call.model.says(new ServerEvent.SessionUpdated("s", 0));
    call.model.told();
    return call;
  }

  static Agent agent(@Nullable String greeting, boolean interruptible) {
    var turns = new ServerVad(0.5, 300, 500, null, true, interruptible);
    var session =
        new Session(
            null, "Be brief.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60));
    return new Agent("test", session, greeting, limits);
  }

  static Agent limited(Duration length, Duration silence) {
    return new Agent("test", AGENT.session(), null, new Agent.Limits(length, silence));
  }

  void answers(String response) {
    model.says(new ServerEvent.ResponseCreated(response, false));
  }

  void speaks(String response, String item, int millis) {
    model.says(says(response, item, millis));
  }

  void finishes(String response, String item) {
    model.says(new ServerEvent.OutputAudioDone(response, item, 0));
    model.says(done(response, ServerEvent.Status.COMPLETED));
  }

  void fails(String response) {
    model.says(done(response, ServerEvent.Status.FAILED));
  }

  void callerSpeaks() {
    model.says(SPEECH_STARTED);
  }

  void callerPauses() {
    model.says(new ServerEvent.SpeechStopped("u", 0));
  }

  void plays(String mark) {
    caller.says(new Inbound.Mark(mark));
  }

  void passes(Duration time) {
    clock.advanceTimeBy(time);
  }

  /// So many milliseconds of something that is not silence.
  static MediaFrame voice(int millis) {
    var audio = new byte[millis * 8];
    Arrays.fill(audio, (byte) 0x35);
    return MediaFrame.ofAudio(AudioFormat.PCMU, audio);
  }

  static ServerEvent says(String response, String item, int millis) {
    return new ServerEvent.OutputAudioDelta(response, item, 0, voice(millis));
  }

  static ServerEvent done(String response, ServerEvent.Status status) {
    return new ServerEvent.ResponseDone(response, status, null, List.of(), Usage.NONE);
  }

  static Inbound.Media heard(long timestamp) {
    return new Inbound.Media("MZ", "inbound", timestamp, voice(20));
  }

  static Call call(Agent agent) {
    return new Call("CA", "AC", "+1", "+2", new NumberPlan("+2", agent));
  }

  /// Writes down what it is told.
  static Tally tally(List<CallEvent> events) {
    return tally(events, () -> 0);
  }

  private static Tally tally(List<CallEvent> events, LongSupplier nanos) {
    return new Tally(
        call(AGENT),
        List.of(
            new CallListener() {
              @Override
              public void happened(Call ignored, CallEvent event) {
                events.add(event);
              }
            }),
        nanos);
  }

  private long nanos() {
    return clock.now(TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    running.dispose();
    VirtualTimeScheduler.reset();
  }
}
