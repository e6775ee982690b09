package callflux.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.netty.resources.LoopResources;

/// A small server on the gateway's own pipeline: a page, a form, and two sockets that echo.
final class EchoServer implements AutoCloseable {
  private static final WebsocketServerSpec SPEC =
      WebsocketServerSpec.builder().handlePing(true).build();

  private final LoopResources loops = LoopResources.create("echo", 1, true);
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final DisposableServer server;
  private final MeterRegistry meters = new SimpleMeterRegistry();

  EchoServer(Limits limits) {
    this(limits, EchoServer::echo);
  }

  /// @param application in the place of the echo
  EchoServer(Limits limits, Function<TextSocket, Publisher<Void>> application) {
    this(limits, 0, ByteBufAllocator.DEFAULT, application);
  }

  EchoServer(Limits limits, int port, ByteBufAllocator allocator) {
    this(limits, port, allocator, EchoServer::echo);
  }

  private EchoServer(
      Limits limits,
      int port,
      ByteBufAllocator allocator,
      Function<TextSocket, Publisher<Void>> application) {
    server =
        ServerPipeline.strict(HttpServer.create(), limits.http(), meters)
            .host("127.0.0.1")
            .port(port)
            .runOn(loops)
            .channelGroup(connections)
            .childOption(ChannelOption.ALLOCATOR, allocator)
            .route(routes ->
                routes
                    .get("/health", (_, response) -> response.sendString(Mono.just("ok")))
                    .post("/form", (request, response) -> form(request, response, limits))
                    .get(
                        "/echo",
                        (request, response) -> text(request, response, limits, application))
                    .get("/", (request, response) -> textAndBinary(request, response, limits)))
            .bindNow();
  }

  int port() {
    return server.port();
  }

  MeterRegistry meters() {
    return meters;
  }

  void join() {
    server.onDispose().block();
  }

  /// Ends every connection, and everything that is still to be done for one.
  @Override
  public void close() {
    server.disposeNow();
    connections.close().awaitUninterruptibly();
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
  }

  private static Mono<Void> form(
      HttpServerRequest request, HttpServerResponse response, Limits limits) {
    return FormBody.read(request, limits.form())
        .flatMap(fields -> response.sendString(Mono.just(fields.toString())).then())
        .onErrorResume(RequestRefused.class, refused -> refused.refusal().send(response));
  }

  private static Publisher<Void> text(
      HttpServerRequest request,
      HttpServerResponse response,
      Limits limits,
      Function<TextSocket, Publisher<Void>> application) {
    return WebSocketUpgrade.check(request)
        .map(refusal -> refusal.send(response))
        .orElseGet(() -> WebSocketUpgrade.accept(response, limits.socket(), application));
  }

  // The buffer is lent to this operator and queued by the next.
  private static Mono<Void> echo(TextSocket socket) {
    return socket.send(
        socket
            .<ByteBuf>receive((text, sink) -> sink.next(text))
            .map(text -> text.retainedDuplicate()));
  }

  private static Publisher<Void> textAndBinary(
      HttpServerRequest request, HttpServerResponse response, Limits limits) {
    return WebSocketUpgrade.check(request)
        .map(refusal -> refusal.send(response))
        .orElseGet(() -> response.sendWebsocket((in, out) -> echo(in, out, limits.socket()), SPEC));
  }

  private static Publisher<Void> echo(
      WebsocketInbound in, WebsocketOutbound out, Limits.Socket limits) {
    var messages = TextSocket.over(in, out, limits, true).messages();
    return out.sendObject(messages.map(WebSocketFrame::retain));
  }
}
