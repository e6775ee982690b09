package callflux.gateway.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.util.retry.Retry;

/// The echo that Autobahn's fuzzing server tests: Reactor Netty's client, with the message size
/// that the model's leg allows.
public final class AutobahnClient {
  private static final String AGENT = "agent=callflux";
  private static final int MAX_MESSAGE = 16 << 20;
  private static final Duration CASE = Duration.ofSeconds(30);
  private static final Duration GOODBYE = Duration.ofMillis(900);
  // Jython takes its time to start.
  private static final Retry START = Retry.fixedDelay(240, Duration.ofMillis(500));

  private final String server;

  private AutobahnClient(String server) {
    this.server = server;
  }

  /// Echoes through all cases of a server, one after the other, and has it write its report.
  ///
  /// @param args where it listens, such as `ws://127.0.0.1:9001`
  public static void main(String[] args) {
    var client = new AutobahnClient(args[0]);
    int cases = Integer.parseInt(client.cases());
    Flux.range(1, cases).concatMap(client::echo).then(client.report()).block();
  }

  private String cases() {
    return String.valueOf(
        socket("/getCaseCount")
            .handle((in, _) -> in.receive().asString())
            .next()
            .retryWhen(START)
            .block());
  }

  // A case may end in any way that its server likes: what it thinks of it is in its report.
  private Mono<Void> echo(int number) {
    return socket("/runCase?case=" + number + "&" + AGENT)
        .handle(AutobahnClient::echo)
        .then()
        .timeout(CASE)
        .onErrorComplete();
  }

  private Mono<Void> report() {
    return socket("/updateReports?" + AGENT).handle((in, _) -> in.receive().then()).then();
  }

  private HttpClient.WebsocketSender socket(String path) {
    return HttpClient.newConnection()
        .websocket(WebsocketClientSpec.builder().maxFramePayloadLength(MAX_MESSAGE).build())
        .uri(server + path);
  }

  private static Mono<Void> echo(WebsocketInbound in, WebsocketOutbound out) {
    in.withConnection(connection -> strict(connection.channel().pipeline()));
    Flux<WebSocketFrame> messages =
        in.receiveFrames()
            .handle((frame, sink) -> {
              if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
                sink.next(frame.retain()); // the socket releases what it writes
              }
            });
    return out.sendObject(messages).then();
  }

  private static void strict(ChannelPipeline pipeline) {
    pipeline.remove(WebSocket13FrameDecoder.class);
    // The suite forgets a case whose connection is dropped while it still has something to say.
    pipeline.addBefore(NettyPipeline.ReactiveBridge, "closing", new ClosingHandshake(GOODBYE));
    pipeline.addBefore(NettyPipeline.ReactiveBridge, "frames", decoder());
    pipeline.addBefore(NettyPipeline.ReactiveBridge, "utf8", new Utf8FrameValidator());
    pipeline.addBefore(
        NettyPipeline.ReactiveBridge, "messages", new WebSocketFrameAggregator(MAX_MESSAGE));
  }

  private static WebSocket13FrameDecoder decoder() {
    return new WebSocket13FrameDecoder(
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(false)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .maxFramePayloadLength(MAX_MESSAGE)
            .build());
  }
}
