package callflux.gateway.softphone;

import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.call.Calls;
import callflux.gateway.http.PageFile;
import callflux.gateway.http.PageFile.Microphone;
import callflux.gateway.http.RequestRefused;
import callflux.gateway.softphone.SoftphoneConfig.Access;
import callflux.gateway.stream.MediaSocket;
import callflux.gateway.stream.StreamLimits;
import callflux.gateway.stream.StreamMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/// Everything that a phone in the browser asks the gateway for, and an operator's backend for it.
public final class SoftphoneRoutes implements Consumer<HttpServerRoutes> {
  static final String PAGE = "/phone";

  /// The page's files, the page itself first: all there are. Nothing else of the jar can be asked
  /// for.
  static final List<String> FILES =
      List.of(
          "index.html",
          "softphone.css",
          "icon.svg",
          "main.js",
          "call.js",
          "audio.js",
          "capture.js",
          "playback.js",
          "resampler.js",
          "transcript.js",
          "keypad.js",
          "words.js",
          "base64.js",
          "appointments.js");

  private static final String FOLDER = "/callflux/softphone/";
  private static final String SIDE = "callflux.softphone";

  private final SoftphoneConfig config;
  private final Supplier<AgentDirectory> agents;
  private final SameOrigin origin;
  private final SoftphoneMeters meters;
  private final Tokens tokens;
  private final CallDesk desk;
  private final PhoneSockets sockets;

  /// @param agents who answers which number just now
  /// @param feeds told of every call
  public SoftphoneRoutes(
      SoftphoneConfig config,
      Calls calls,
      Supplier<AgentDirectory> agents,
      CallFeeds feeds,
      MeterRegistry registry) {
    this(
        config,
        calls,
        agents,
        feeds,
        registry,
        new Setting(StreamLimits.production(), System::nanoTime, InstantSource.system()));
  }

  SoftphoneRoutes(
      SoftphoneConfig config,
      Calls calls,
      Supplier<AgentDirectory> agents,
      CallFeeds feeds,
      MeterRegistry registry,
      Setting setting) {
    this.config = config;
    this.agents = agents;
    origin = new SameOrigin(config);
    meters = new SoftphoneMeters(registry);
    tokens = new Tokens(setting.nanos());
    var switchboard = new Switchboard(calls, feeds, setting.clock());
    desk = new CallDesk(config, origin, agents, tokens, switchboard, meters);
    var terms = new MediaSocket.Terms(Line.FORMAT, Switchboard.ACCOUNT::equals);
    var media = new MediaSocket(calls, setting.limits(), terms, new StreamMeters(registry, SIDE));
    sockets = new PhoneSockets(origin, calls, feeds, media, meters, setting.limits().socket());
  }

  /// What time it is, and how much of it a page has.
  record Setting(StreamLimits limits, LongSupplier nanos, InstantSource clock) {}

  /// Adds the page, its sockets and what else it needs to a server's routes; none where there is no
  /// softphone. Reads files.
  @Override
  public void accept(HttpServerRoutes routes) {
    if (config.access() == Access.NOBODY) {
      return;
    }
    for (var name : FILES) {
      var file = PageFile.read(FOLDER + name, Microphone.OURS);
      routes.get(PAGE + "/" + name, (request, response) -> page(file, request, response));
      if (name.equals(FILES.getFirst())) {
        routes.get(PAGE, (request, response) -> page(file, request, response));
      }
      if (name.equals(FILES.getFirst()) && config.access() == Access.THIS_HOST) {
        routes.get("/", (request, response) -> page(file, request, response));
      }
    }
    routes
        .get(PAGE + "/agents", desk::list)
        .post(
            PAGE + "/calls",
            (request, response) ->
                desk.call(request, response)
                    .onErrorResume(
                        RequestRefused.class, refused -> refused.refusal().send(response)))
        .get(PhoneSockets.MEDIA + "{" + PhoneSockets.KEY + "}", sockets::media)
        .get(PhoneSockets.EVENTS + "{" + PhoneSockets.KEY + "}", sockets::events);
  }

  /// What belongs on the admin port.
  ///
  /// @param thisHostOnly whether that is on loopback
  public Consumer<HttpServerRoutes> admin(boolean thisHostOnly) {
    var desk = new TokenDesk(config, agents, tokens, thisHostOnly);
    return routes -> {
      if (config.access() == Access.TOKEN) {
        routes.post(TokenDesk.PATH, desk::mint);
      }
    };
  }

  private Mono<Void> page(PageFile file, HttpServerRequest request, HttpServerResponse response) {
    if (origin.names(request)) {
      return file.send(request, response);
    }
    meters.refused("host");
    return JsonAnswer.send(response, HttpResponseStatus.FORBIDDEN, JsonAnswer.reason("host"));
  }
}
