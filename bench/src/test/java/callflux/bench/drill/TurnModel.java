package callflux.bench.drill;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/// A Realtime server that does not listen: it plays a [Script] to every call as soon as it is told
/// who calls, and the witness knows what it has said. A ping follows whatever it says: its pong
/// tells that the gateway has read that, however long that took.
final class TurnModel implements AutoCloseable {
  private static final Pattern CALLER = Pattern.compile("\"from.{1,6}(\\+\\d+)");
  private static final String PING = "taken?";
  private static final int LONGEST = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Witness witness;
  private final DisposableServer server;

  private TurnModel(Witness witness) {
    this.witness = witness;
    this.server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes ->
                routes.ws(
                    "/v1/realtime",
                    this::converse,
                    WebsocketServerSpec.builder().maxFramePayloadLength(LONGEST).build()))
            .bindNow(PATIENCE);
  }

  /// Listens on a free port.
  static TurnModel start(Witness witness) {
    return new TurnModel(witness);
  }

  String url() {
    return "ws://127.0.0.1:" + server.port() + "/v1/realtime";
  }

  private Publisher<Void> converse(WebsocketInbound in, WebsocketOutbound out) {
    var said =
        in.aggregateFrames(LONGEST)
            .receiveFrames()
            .map(TurnModel::text)
            .publish(told -> Flux.merge(session(told), script(told), told.ignoreElements()))
            .startWith(text(ServerText.sessionCreated()));
    return out.sendObject(said, _ -> true).then().onErrorComplete(); // the gateway was killed
  }

  /// A pong's is what its ping said.
  private static String text(WebSocketFrame frame) {
    return frame.content().toString(StandardCharsets.UTF_8);
  }

  private static WebSocketFrame text(String text) {
    return new TextWebSocketFrame(text);
  }

  private static Mono<WebSocketFrame> session(Flux<String> told) {
    return told.filter(text -> text.contains("\"session.update\""))
        .next()
        .map(_ -> text(ServerText.sessionUpdated()));
  }

  private Flux<WebSocketFrame> script(Flux<String> told) {
    return told.map(CALLER::matcher)
        .filter(Matcher::find)
        .next()
        .flatMapMany(match -> play(match.group(1), told.filter(PING::equals)));
  }

  private Flux<WebSocketFrame> play(String number, Flux<String> pongs) {
    var account = witness.answers(number);
    var call = number.substring(Lines.PREFIX.length());
    List<Step> steps = Script.of(call, account, new SplittableRandom(Long.parseLong(call)));
    var taken = pongs.zipWithIterable(steps).doOnNext(read -> read.getT2().taken().run());
    return Flux.fromIterable(steps)
        .concatMap(TurnModel::take, 1)
        .doOnNext(step -> step.said().run())
        .concatMapIterable(TurnModel::frames)
        .mergeWith(taken.then(Mono.empty()));
  }

  private static List<WebSocketFrame> frames(Step step) {
    var frames = new ArrayList<>(step.events().stream().map(TurnModel::text).toList());
    frames.add(new PingWebSocketFrame(Unpooled.copiedBuffer(PING, StandardCharsets.UTF_8)));
    return frames;
  }

  private static Mono<Step> take(Step step) {
    return Mono.delay(step.after()).thenReturn(step);
  }

  @Override
  public void close() {
    server.disposeNow(PATIENCE);
  }
}
