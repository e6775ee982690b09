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
import callflux.gateway.agent.Parameters;
import callflux.gateway.agent.Tool;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
  final List<Said> said = new ArrayList<>();
  final ScriptedTools tools = new ScriptedTools();
  final Sinks.One<Termination> ordered = Sinks.one();
  final Sinks.One<Termination> wrapUp = Sinks.one();
  @Nullable Termination termination;
  int listenersToWrapUp;
  private boolean clockFails;
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
    this(call, caller, model, model);
  }

  /// @param between the model as the bridge has it
  ScriptedCall(
      Call call,
      ScriptedLeg<Inbound, Outbound> caller,
      ScriptedLeg<ServerEvent, ClientEvent> model,
      Leg<ServerEvent, ClientEvent> between) {
    this.caller = caller;
    this.model = model;
    var tally = tally(events, said, this::nanos);
    this.running =
        new CallBridge(
                caller,
                between,
                AudioFormat.PCMU,
                call,
                new Toolbox(tools, call, tally),
                tally,
                orders())
            .run()
            .subscribe(end -> termination = end);
  }

  private Orders orders() {
    return new Orders(ordered.asMono(), wrapUp.asMono().doOnSubscribe(_ -> listenersToWrapUp++));
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
    return agent(greeting, new ServerVad(0.5, 300, 500, null, true, interruptible));
  }

  static Agent agent(@Nullable String greeting, ServerVad turns) {
    return agent(greeting, turns, null);
  }

  /// One whose callers' words are asked for.
  static Agent transcribing() {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    return agent("Say hello.", turns, new Session.Transcription("whisper-1", null, null));
  }

  private static Agent agent(
      @Nullable String greeting, ServerVad turns, Session.@Nullable Transcription transcription) {
    var session =
        new Session(
            null,
            "Be brief.",
            AudioFormat.PCMU,
            null,
            1.0,
            turns,
            null,
            transcription,
            null,
            List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60));
    return new Agent("test", session, greeting, limits);
  }

  /// One whose callers' words are asked for, and that may have something booked.
  static Agent tooled() {
    var endpoint =
        new Tool.Endpoint(Tool.Method.POST, URI.create("/book"), Map.of(), Duration.ofSeconds(5));
    var book = new Tool("book", "Books.", Parameters.of(Map.of("type", "object")), endpoint);
    return new Agent(
        "test",
        transcribing().session(),
        "Say hello.",
        AGENT.limits(),
        Agent.DEFAULT_UPSTREAM,
        List.of(),
        null,
        List.of(book));
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

  /// Words of what it says.
  void words(String response, String item, String words) {
    model.says(new ServerEvent.OutputTranscriptDelta(response, item, 0, words));
  }

  /// The last of them.
  void allWords(String response, String item, String words) {
    model.says(new ServerEvent.OutputTranscriptDone(response, item, 0, words));
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
    return tally(events, new ArrayList<>(), () -> 0);
  }

  private static Tally tally(List<CallEvent> events, List<Said> said, LongSupplier nanos) {
    return new Tally(
        call(AGENT),
        List.of(
            new CallListener() {
              @Override
              public void happened(Call ignored, CallEvent event) {
                events.add(event);
              }

              @Override
              public boolean wantsWords(Call ignored) {
                return true;
              }

              @Override
              public void said(Call ignored, Said what) {
                said.add(what);
              }
            }),
        nanos);
  }

  private long nanos() {
    if (clockFails) {
      clockFails = false;
      throw new IllegalStateException("a bug");
    }
    return clock.now(TimeUnit.NANOSECONDS);
  }

  /// Whoever next asks for the time of the call fails, which is neither leg's fault.
  void clockFails() {
    clockFails = true;
  }

  /// Nobody waits for it any more.
  void isGivenUp() {
    running.dispose();
  }

  @Override
  public void close() {
    isGivenUp();
    VirtualTimeScheduler.reset();
  }
}
