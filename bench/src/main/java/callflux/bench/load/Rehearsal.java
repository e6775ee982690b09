package callflux.bench.load;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;

/// A call to nobody, placed before the first real one: a caller loads a thousand classes from the
/// webhook to the open line, and what that takes would be laid at the gateway's door.
final class Rehearsal {
  private static final String VOICE = "/voice";
  private static final String STREAM = "/stream";
  private static final String TWIML =
      "<Response><Connect><Stream url=\"ws://127.0.0.1" + STREAM + "\"/></Connect></Response>";

  private static final Duration MOMENT = Duration.ofMillis(40);

  private Rehearsal() {}

  /// Has a caller ring at a port of loopback where somebody picks up and says nothing.
  ///
  /// @param caller places a call
  /// @return what came of it, when the port is closed again
  static Mono<CallRecord> of(Function<CallPlan, Mono<CallRecord>> caller) {
    return Mono.usingWhen(
        HttpServer.create().host("127.0.0.1").port(0).route(Rehearsal::picksUp).bind(),
        server -> caller.apply(plan(server.port())),
        Rehearsal::close);
  }

  private static void picksUp(HttpServerRoutes routes) {
    routes
        .post(
            VOICE,
            (_, response) ->
                response
                    .header(HttpHeaderNames.CONTENT_TYPE, "text/xml")
                    .sendString(Mono.just(TWIML)))
        .ws(STREAM, (in, _) -> in.receive().then());
  }

  /// The caller hears nothing for a moment, and hangs up.
  private static CallPlan plan(int port) {
    var patience = new Scenario.Patience(MOMENT, MOMENT, 0, MOMENT, Duration.ofSeconds(1));
    var line = Line.local(URI.create("http://127.0.0.1:" + port)).at(VOICE);
    return new CallPlan(line, new Scenario(List.of(), null, patience), false);
  }

  private static Mono<Void> close(DisposableServer server) {
    server.dispose();
    return server.onDispose();
  }
}
