package callflux.gateway.twilio;

import static java.util.Objects.requireNonNull;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.codec.twilio.RequestSignature;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Calls;
import callflux.gateway.call.ModelDialer;
import callflux.gateway.call.Termination;
import callflux.gateway.call.Tools;
import callflux.gateway.config.Secret;
import callflux.gateway.http.Limits;
import callflux.gateway.http.ServerPipeline;
import callflux.gateway.ops.CallLog;
import callflux.gateway.ops.DoorMeters;
import callflux.gateway.spend.Spend;
import callflux.gateway.spend.SpendConfig;
import callflux.gateway.spend.SpendConfig.SpendCaps;
import callflux.gateway.stream.StreamLimits;
import callflux.gateway.twilio.TwilioConfig.Apology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// A gateway that has Twilio's routes and a scripted model, on a port of its own. Behind a public
/// address that is not its own either, as behind any load balancer.
final class Rig implements AutoCloseable {
  static final String ORIGIN = "https://voice.example.com";
  static final String TOKEN = "canary-5f1c-auth-token";
  static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  static final String CALL = "CA0123456789abcdef0123456789abcdef";

  static final SpendConfig FREE =
      new SpendConfig(
          Map.of(), Map.of(), new SpendCaps(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));

  final ScriptedModel model = new ScriptedModel();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Calls calls;
  private final Sinks.One<Termination> ended = Sinks.one();
  private final List<Twilio> open = new ArrayList<>();
  private final DisposableServer server;

  Rig() {
    this(new Calls.Terms(10, Duration.ofSeconds(60)), StreamLimits.production());
  }

  Rig(Calls.Terms terms, StreamLimits limits) {
    this(config(), terms, limits);
  }

  Rig(TwilioConfig config, Calls.Terms terms, StreamLimits limits) {
    this(config, terms, limits, () -> AgentDirectory.ofOne(agent()), FREE);
  }

  /// With numbers of its own, and prices.
  Rig(Calls.Terms terms, AgentDirectory agents, SpendConfig prices) {
    this(config(), terms, StreamLimits.production(), () -> agents, prices);
  }

  /// A gateway of many agents, with a model that is not the scripted one.
  Rig(ModelDialer dialer, Supplier<AgentDirectory> agents, Calls.Terms terms, StreamLimits limits) {
    calls = new Calls(dialer, List.of(new LastCall()), terms);
    server = server(config(), limits, agents);
  }

  private Rig(
      TwilioConfig config,
      Calls.Terms terms,
      StreamLimits limits,
      Supplier<AgentDirectory> agents,
      SpendConfig prices) {
    var spend = new Spend(prices, meters, InstantSource.system());
    var listeners = List.of(new CallLog(spend::usd), new DoorMeters(meters), new LastCall(), spend);
    calls = new Calls(new Calls.Reach(model, Tools.NONE), listeners, spend, terms);
    spend.through(calls);
    server = server(config, limits, agents);
  }

  private DisposableServer server(
      TwilioConfig config, StreamLimits limits, Supplier<AgentDirectory> agents) {
    var routes = new TwilioRoutes(config, calls, agents, meters, limits);
    return ServerPipeline.strict(
            HttpServer.create().host("127.0.0.1").port(0), Limits.production().http(), meters)
        .route(routes)
        .bindNow();
  }

  static TwilioConfig config() {
    return new TwilioConfig(
        URI.create(ORIGIN),
        List.of(new Secret(TOKEN)),
        Set.of(ACCOUNT),
        true,
        new Apology("en-US", "We are sorry."));
  }

  private final class LastCall implements CallListener {
    @Override
    public void ended(Call call, Termination termination, CallSummary summary) {
      ended.tryEmitValue(termination);
    }
  }

  static Agent agent() {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session =
        new Session(
            null, "Be brief.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60));
    return new Agent("test", session, null, limits);
  }

  int port() {
    return server.port();
  }

  /// The fields of an incoming call, to be added to.
  static Map<String, List<String>> incoming() {
    var form = new LinkedHashMap<String, List<String>>();
    form.put("CallSid", List.of(CALL));
    form.put("AccountSid", List.of(ACCOUNT));
    form.put("From", List.of("+14155550100"));
    form.put("To", List.of("+14155550199"));
    form.put("CallStatus", List.of("ringing"));
    return form;
  }

  static Map<String, List<String>> incoming(String field, String... values) {
    var form = incoming();
    form.put(field, List.of(values));
    return form;
  }

  /// Twilio's signature on what it posts to a path.
  static String signed(String path, Map<String, List<String>> form) {
    return signedAt(ORIGIN + path, form);
  }

  static String signedAt(String url, Map<String, List<String>> form) {
    return new RequestSignature(List.of(TOKEN)).sign(url, form);
  }

  /// Twilio's signature on a WebSocket's URL.
  static String signed(String socketUrl) {
    return signedAt(socketUrl, Map.of());
  }

  /// Posts a signed form as Twilio does.
  Http.Answer posts(String path, Map<String, List<String>> form) {
    return Http.ask(port(), Http.post(path, Http.encoded(form), signed(path, form)));
  }

  /// An admitted call's media socket, still to be opened.
  String streamUrl() {
    return streamUrl(posts(VoiceWebhook.PATH, incoming()).body());
  }

  /// The media socket that a document opens.
  static String streamUrl(String twiml) {
    int from = twiml.indexOf("wss://");
    return twiml.substring(from, twiml.indexOf('"', from));
  }

  /// An admitted call's media socket, open.
  Twilio connected() {
    var twilio = Twilio.connects(port(), streamUrl());
    open.add(twilio);
    return twilio;
  }

  /// A counter without its prefix, by the value of its only label.
  long counted(String name, String label) {
    return meters.find("callflux.twilio." + name).counters().stream()
        .filter(counter -> counter.getId().getTags().getFirst().getValue().equals(label))
        .mapToLong(counter -> (long) counter.count())
        .sum();
  }

  /// Waits until no call holds a permit.
  void isIdle() {
    Flux.interval(Duration.ofMillis(10))
        .filter(_ -> calls.admitted() == 0)
        .blockFirst(Duration.ofSeconds(10));
  }

  /// Waits for the call to end, so long and no longer.
  boolean endsWithin(Duration patience) {
    return requireNonNull(ended.asMono().hasElement().timeout(patience, Mono.just(false)).block());
  }

  /// Waits for the call to have ended.
  Termination outcome() {
    return requireNonNull(ended.asMono().block(Duration.ofSeconds(10)));
  }

  @Override
  public void close() {
    open.forEach(Twilio::breaks);
    server.disposeNow();
  }
}
