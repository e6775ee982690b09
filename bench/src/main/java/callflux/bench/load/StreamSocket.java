package callflux.bench.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/// A phone line on a WebSocket.
///
/// It says goodbye and then waits for the gateway to do the same, as RFC 6455 has it: whether and
/// how the gateway does is part of the record. Reactor Netty would close at once, so that the
/// closes are handled here. Confined to the channel's event loop.
final class StreamSocket {
  /// Far above what a gateway should send in one message, so that it is ours to complain.
  static final int MAX_MESSAGE = 1 << 20;

  private static final Duration TICK = Duration.ofMillis(Utterance.FRAME_MILLIS);

  /// For the gateway to answer a close.
  private static final long GOODBYE_NANOS = Duration.ofSeconds(2).toNanos();

  private static final int NORMAL = 1000;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int NO_STATUS = 1005;
  private static final int ABNORMAL = 1006;

  private final PhoneLine phone;
  private boolean saidGoodbye;
  private long goodbyeAt;
  private boolean closed;

  StreamSocket(PhoneLine phone) {
    this.phone = phone;
  }

  /// Completes when the socket is closed, whoever began it; never fails.
  Mono<Void> converse(WebsocketInbound in, WebsocketOutbound out) {
    Connection connection = connection(in);
    connection.addHandlerLast(new Goodbyes(connection));
    var loop = Schedulers.fromExecutorService(connection.channel().eventLoop());
    var ticks =
        Flux.interval(TICK, TICK, loop)
            .onBackpressureDrop()
            .takeWhile(_ -> !closed)
            .map(_ -> tick(connection));
    var said =
        in.aggregateFrames(MAX_MESSAGE)
            .receiveFrames()
            .map(this::receive)
            .onErrorResume(CorruptedWebSocketFrameException.class, this::corrupted)
            .onErrorComplete();
    var told = Flux.merge(ticks, said).startWith(connected()).concatMapIterable(frames -> frames);
    return out.sendObject(told, _ -> true)
        .then()
        .onErrorComplete() // the socket has gone, and the caller with it
        .then(connection.onDispose())
        .doFinally(_ -> closed(ABNORMAL));
  }

  private static List<WebSocketFrame> connected() {
    return List.of(new TextWebSocketFrame(StreamMessages.connected()));
  }

  private List<WebSocketFrame> tick(Connection connection) {
    long now = System.nanoTime();
    if (saidGoodbye && now - goodbyeAt > GOODBYE_NANOS) {
      connection.dispose();
    }
    return frames(phone.tick(now), now);
  }

  /// Borrows the frame; the socket releases it.
  private List<WebSocketFrame> receive(WebSocketFrame frame) {
    long now = System.nanoTime();
    if (frame instanceof TextWebSocketFrame text) {
      return frames(phone.receive(text.text(), now), now);
    }
    phone.violated("a message that is not text but " + frame.getClass().getSimpleName());
    return frames(List.of(), now);
  }

  private Flux<List<WebSocketFrame>> corrupted(CorruptedWebSocketFrameException cause) {
    phone.violated("a broken frame: " + cause.getMessage());
    return Flux.just(frames(List.of(), System.nanoTime()));
  }

  /// The given messages, and the goodbye when there will be none after them.
  private List<WebSocketFrame> frames(List<String> messages, long now) {
    var frames = new ArrayList<WebSocketFrame>(messages.size() + 1);
    messages.forEach(message -> frames.add(new TextWebSocketFrame(message)));
    if (phone.over() && !saidGoodbye && !closed) {
      saidGoodbye = true;
      goodbyeAt = now;
      frames.add(new CloseWebSocketFrame(phone.violation() ? PROTOCOL_ERROR : NORMAL, ""));
    }
    return frames;
  }

  private void closed(int code) {
    if (!closed) {
      closed = true;
      phone.closed(code, System.nanoTime());
    }
  }

  private static Connection connection(WebsocketInbound in) {
    var found = new ArrayList<Connection>(1);
    in.withConnection(found::add);
    return found.getFirst();
  }

  /// Sees the gateway's close before Reactor Netty does, which would answer one that is itself an
  /// answer.
  private final class Goodbyes extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    Goodbyes(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof CloseWebSocketFrame close) {
        closed(close.statusCode() == -1 ? NO_STATUS : close.statusCode());
        if (saidGoodbye) {
          close.release();
          connection.dispose();
          return;
        }
      }
      context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      closed(ABNORMAL);
      context.fireChannelInactive();
    }
  }
}
