package callflux.gateway.softphone;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.agent.Door;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.agent.OpeningHours;
import callflux.gateway.call.Calls;
import callflux.gateway.http.Limits;
import callflux.gateway.http.ServerPipeline;
import callflux.gateway.softphone.Browser.Answer;
import callflux.gateway.softphone.Browser.PageSocket;
import callflux.gateway.softphone.SoftphoneConfig.Access;
import callflux.gateway.softphone.SoftphoneRoutes.Setting;
import callflux.gateway.stream.StreamLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;

/// A gateway that has the softphone's routes and a scripted model, on two ports of its own, the
/// admin port the second.
final class Rig implements AutoCloseable {
  static final String PUBLIC = "https://voice.example.com";
  static final String NUMBER = "+14155550100";
  static final String STREAM = "MZ0123456789abcdef0123456789abcdef";

  final Model model = new Model();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AtomicLong nanos = new AtomicLong();
  final CallFeeds feeds = new CallFeeds(Duration.ofSeconds(60), meters);
  final Calls calls;
  private final Access access;
  private final DisposableServer server;
  private final DisposableServer admin;

  /// A gateway in local mode.
  static Rig local() {
    return new Rig(Access.THIS_HOST, directory(Door.PLAIN, null), 10);
  }

  /// A gateway in service.
  static Rig guarded() {
    return new Rig(Access.TOKEN, directory(Door.PLAIN, null), 10);
  }

  Rig(Access access, AgentDirectory agents, int mostCalls) {
    this.access = access;
    calls = new Calls(model, List.of(feeds), new Calls.Terms(mostCalls, Duration.ofSeconds(60)));
    var routes =
        new SoftphoneRoutes(
            new SoftphoneConfig(access, URI.create(PUBLIC + ":443/")),
            calls,
            () -> agents,
            feeds,
            meters,
            new Setting(StreamLimits.production(), nanos::get, InstantSource.system()));
    server = strict().route(routes).bindNow();
    admin = strict().route(routes.admin(true)).bindNow();
  }

  private HttpServer strict() {
    return ServerPipeline.strict(
        HttpServer.create().host("127.0.0.1").port(0), Limits.production().http(), meters);
  }

  static AgentDirectory directory(Door door, @Nullable OpeningHours hours) {
    return new AgentDirectory(
        List.of(new NumberPlan(NUMBER, agent("sales", null), Door.PLAIN)),
        new NumberPlan(NumberPlan.OTHERS, agent("reception", hours), door));
  }

  private static Agent agent(String name, @Nullable OpeningHours hours) {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session =
        new Session(
            null, "Be brief.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60));
    return new Agent(name, session, null, limits, Agent.DEFAULT_UPSTREAM, List.of(), hours);
  }

  int port() {
    return server.port();
  }

  /// The origin of our own page.
  String origin() {
    return access == Access.THIS_HOST ? "http://127.0.0.1:" + port() : PUBLIC;
  }

  Answer gets(String path, String... headers) {
    return Browser.get(port(), path, with("Host: 127.0.0.1:" + port(), headers));
  }

  /// Our own page posts.
  Answer posts(String path, String form) {
    return Browser.post(port(), path, form, "Host: 127.0.0.1:" + port(), "Origin: " + origin());
  }

  /// The operator's backend posts.
  Answer asksAdmin(String form, String... headers) {
    return Browser.post(
        admin.port(), TokenDesk.PATH, form, with("Host: 127.0.0.1:" + admin.port(), headers));
  }

  /// A token from the operator's backend.
  String token(String form) {
    return asksAdmin(form).json().get("token").asString();
  }

  private static String[] with(String host, String... headers) {
    var all = new String[headers.length + 1];
    all[0] = host;
    System.arraycopy(headers, 0, all, 1, headers.length);
    return all;
  }

  /// A page in a call.
  Page calls() {
    var placed = posts("/phone/calls", "agent=reception").json();
    return new Page(
        placed,
        Browser.opens(port(), placed.get("eventsUrl").asString(), origin()),
        Browser.opens(port(), placed.get("mediaUrl").asString(), origin()));
  }

  /// A page that has placed a call.
  record Page(JsonNode placed, PageSocket events, PageSocket media) {

    String sid() {
      return placed.get("callSid").asString();
    }

    Page starts() {
      media.says(connected(), start());
      return this;
    }

    String start() {
      return """
      {"event":"start","sequenceNumber":"2","start":{"accountSid":"%s","streamSid":"%s",\
      "callSid":"%s","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-l16",\
      "sampleRate":24000,"channels":1},"customParameters":{}},"streamSid":"%s"}\
      """
          .formatted(Switchboard.ACCOUNT, STREAM, sid(), STREAM);
    }

    String stop() {
      return """
      {"event":"stop","sequenceNumber":"9","stop":{"callSid":"%s"},"streamSid":"%s"}\
      """
          .formatted(sid(), STREAM);
    }
  }

  static String connected() {
    return "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";
  }

  static String media(String payload, int timestamp) {
    return """
    {"event":"media","sequenceNumber":"3","media":{"track":"inbound","chunk":"1",\
    "timestamp":"%d","payload":"%s"},"streamSid":"%s"}\
    """
        .formatted(timestamp, payload, STREAM);
  }

  /// A counter without its prefix, by the value of its only label.
  long counted(String name, String label) {
    return meters.find("callflux.softphone." + name).counters().stream()
        .filter(counter -> counter.getId().getTags().getFirst().getValue().equals(label))
        .mapToLong(counter -> (long) counter.count())
        .sum();
  }

  /// Waits until no call holds a permit, and no page is told of one.
  void isIdle() {
    Flux.interval(Duration.ofMillis(10))
        .filter(_ -> calls.admitted() == 0 && feeds.size() == 0)
        .blockFirst(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    server.disposeNow();
    admin.disposeNow();
  }
}
