package callflux.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.function.BiConsumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.netty.Connection;
import reactor.netty.FutureMono;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/// A WebSocket that speaks text, as whole messages, held to its RFC and to its limits.
///
/// Whatever the far end does wrong closes the socket with the code that the RFC or the limit names;
/// the application is told by a [WebSocketViolation] and need not act on it.
public final class TextSocket {
  private static final String DECODER = "wsdecoder"; // Netty's name for it

  private final WebsocketInbound inbound;
  private final WebsocketOutbound outbound;
  private final Channel channel;
  private final ClosingHandshake closing;

  private TextSocket(
      WebsocketInbound inbound,
      WebsocketOutbound outbound,
      Channel channel,
      ClosingHandshake closing) {
    this.inbound = inbound;
    this.outbound = outbound;
    this.channel = channel;
    this.closing = closing;
  }

  /// @param binary whether binary messages are let through as well
  static TextSocket over(
      WebsocketInbound in, WebsocketOutbound out, Limits.Socket limits, boolean binary) {
    Channel channel = ((Connection) in).channel(); // to Reactor Netty the two are one
    var closing = new ClosingHandshake(limits.closing());
    guard(channel.pipeline(), limits, binary, closing);
    return new TextSocket(in, out, channel, closing);
  }

  // What was there for HTTP goes, so that a frame passes no handler that has no business with it.
  private static void guard(
      ChannelPipeline pipeline, Limits.Socket limits, boolean binary, ClosingHandshake closing) {
    if (pipeline.get(DECODER) == null) {
      return; // the far end has gone again
    }
    ServerPipeline.leaveHttp(pipeline);
    var decoder = new FrameDecoder(limits.message().bytes());
    var reading = new ReadPause();
    pipeline.replace(DECODER, DECODER, decoder);
    pipeline.addBefore(NettyPipeline.ReactiveBridge, "closing", closing);
    pipeline.addBefore(NettyPipeline.ReactiveBridge, "reading", reading);
    pipeline.addBefore(
        NettyPipeline.ReactiveBridge,
        "messages",
        new MessageGuard(limits, binary, decoder, closing, reading));
  }

  /// What is read in the text of each message, the UTF-8 that it is known to be. Subscribed at most
  /// once; completes when either side has closed; fails with a [WebSocketViolation], or with an
  /// [AbortedException] when the connection broke. To cancel it is to close without a code.
  ///
  /// @param reader is lent the text, which is released as soon as it returns, and may tell the sink
  ///   one thing
  public <T> Flux<T> receive(BiConsumer<ByteBuf, SynchronousSink<T>> reader) {
    return read((frame, sink) -> reader.accept(frame.content(), sink));
  }

  /// Writes each buffer as a message and releases it; flushed as they come. One that
  /// [FrameHead#fits] is written into. Completes after the last; fails when the connection broke or
  /// was closed before.
  public Mono<Void> send(Flux<ByteBuf> messages) {
    return outbound.sendObject(messages.map(TextSocket::frame)).then();
  }

  private static Object frame(ByteBuf text) {
    return FrameHead.fits(text) ? FrameHead.plain(text) : new TextWebSocketFrame(text);
  }

  /// Says goodbye and waits for the far end's, but not for longer than the limit: then the socket
  /// is dropped. Completes when it is closed and never fails. The first call counts; later ones
  /// only wait.
  ///
  /// @param code of RFC 6455 section 7.4
  /// @param reason a short code word of at most 123 bytes
  public Mono<Void> close(int code, String reason) {
    return Mono.defer(() ->
        // Reactor Netty would tell the reader of a broken connection of it once more.
        channel.isActive()
            ? outbound.sendClose(code, reason).onErrorComplete().then(closed())
            : closed());
  }

  /// Completes when the socket is closed, whoever closed it.
  public Mono<Void> closed() {
    return FutureMono.from(channel.closeFuture());
  }

  /// The connection underneath, for its event loop and its address.
  public Channel channel() {
    return channel;
  }

  Flux<WebSocketFrame> messages() {
    return read((frame, sink) -> sink.next(frame));
  }

  private <T> Flux<T> read(BiConsumer<WebSocketFrame, SynchronousSink<T>> reader) {
    return inbound
        .receiveObject()
        .<T>handle((message, sink) -> {
          if (message instanceof WebSocketFrame frame) {
            reader.accept(frame, sink);
          } else {
            sink.error((WebSocketViolation) message);
          }
        })
        .onErrorResume(error -> !(error instanceof WebSocketViolation), this::broken);
  }

  private <T> Flux<T> broken(Throwable cause) {
    if (closing.begun()) {
      return Flux.empty();
    }
    return Flux.error(cause instanceof AbortedException ? cause : new AbortedException(cause));
  }
}
