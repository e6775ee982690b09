package callflux.gateway.realtime;

import callflux.codec.json.MalformedMessage;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.RealtimeCodec;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.Session;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.CallFailure;
import callflux.gateway.http.FrameHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where frames become events, and events frames. Buffers end here: what is read is released here,
/// what is written is released by the socket, and no stream behind ever holds one.
///
/// A failure travels as a message, a [CallFailure] behind the last event, so that it keeps its
/// place whether or not anybody listens yet.
final class EventHandler extends ChannelDuplexHandler {
  /// Names the first `session.update` in an error.
  static final String SESSION = "session";

  /// Names the one that follows when the first is refused, of an agent that has tools.
  static final String SESSION_TOOLS = "session-tools";

  /// Names the one that follows when that is refused, too.
  static final String SESSION_MINIMAL = "session-minimal";

  /// How long the far end has to answer our close frame.
  private static final Duration GOODBYE = Duration.ofMillis(900);

  private static final int MALFORMED_ALLOWED = 5;
  private static final Logger log = LoggerFactory.getLogger(EventHandler.class);

  private final RealtimeCodec codec;
  private final Agent agent;
  private final UpstreamMeters meters;
  private int malformed;

  /// Nothing more is told: it has ended, or failed.
  private boolean over;

  /// A close frame has been written, or can't be.
  private boolean goodbye;

  private volatile boolean ours;

  EventHandler(RealtimeCodec codec, Agent agent, UpstreamMeters meters) {
    this.codec = codec;
    this.agent = agent;
    this.meters = meters;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case ByteBuf text -> read(ctx, text);
      case TextWebSocketFrame frame -> read(ctx, frame.content());
      case CloseWebSocketFrame close -> closed(ctx, close);
      case BinaryWebSocketFrame binary -> binary.release();
      default -> ctx.fireChannelRead(message);
    }
  }

  private void read(ChannelHandlerContext ctx, ByteBuf text) {
    try {
      if (!over) {
        tell(ctx, codec.decode(text));
      }
    } catch (MalformedMessage _) {
      misread(ctx);
    } finally {
      text.release();
    }
  }

  private void tell(ChannelHandlerContext ctx, ServerEvent event) {
    if (event instanceof ServerEvent.Error error) {
      failed(ctx, error);
    } else {
      ctx.fireChannelRead(event);
    }
  }

  private void misread(ChannelHandlerContext ctx) {
    meters.malformed();
    malformed++;
    if (malformed > MALFORMED_ALLOWED) {
      lose(ctx, new CallFailure.ModelLost("the model's server sends what can't be read"));
    }
  }

  private void failed(ChannelHandlerContext ctx, ServerEvent.Error error) {
    var kind = ErrorKind.of(error);
    meters.error(kind);
    if (kind == ErrorKind.FATAL) {
      lose(ctx, ErrorKind.failure(error.code()));
    } else if (SESSION.equals(error.eventId())) {
      fallBack(ctx, error, agent.session().tools());
    } else if (SESSION_TOOLS.equals(error.eventId())) {
      fallBack(ctx, error, List.of());
    } else if (SESSION_MINIMAL.equals(error.eventId())) {
      lose(ctx, new CallFailure.ModelRefused("the least of sessions is refused: " + named(error)));
    } else {
      if (kind == ErrorKind.OTHER) {
        warn(error, "the model's server could not do something");
      }
      ctx.fireChannelRead(error);
    }
  }

  /// One bad field refuses a `session.update` whole, the audio format with it. An agent that can do
  /// nothing any more would say that it has: its tools are the last to go.
  private void fallBack(
      ChannelHandlerContext ctx, ServerEvent.Error error, List<Session.Tool> tools) {
    meters.fellBack();
    warn(error, "the session was refused as configured; going on with the least of it");
    var name = tools.isEmpty() ? SESSION_MINIMAL : SESSION_TOOLS;
    var least = agent.session().minimal().with(tools);
    var _ = ctx.writeAndFlush(frame(ctx, new ClientEvent.SessionUpdate(name, least)));
  }

  private void warn(ServerEvent.Error error, String what) {
    log.atWarn()
        .addKeyValue("agent", agent.name())
        .addKeyValue("code", error.code())
        .addKeyValue("param", error.param())
        .log(what);
  }

  private static String named(ServerEvent.Error error) {
    return error.code() == null ? error.type() : error.code();
  }

  private void closed(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
    if (goodbye) {
      close.release();
      var _ = ctx.close();
    } else if (over) {
      close.release();
    } else {
      log.atInfo()
          .addKeyValue("agent", agent.name())
          .addKeyValue("code", close.statusCode())
          .log("the model's server closed the socket");
      over = true;
      ctx.fireChannelRead(close); // Reactor Netty answers it, releases it and closes
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      var _ = ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG));
    }
    goodbye = true; // said just now, or by the frame decoder, or to nobody
    String fault = cause.getClass().getSimpleName();
    lose(
        ctx,
        cause instanceof CallFailure failure
            ? failure
            : new CallFailure.ModelLost("the model's socket broke: " + fault));
    var _ = ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    goodbye = true;
    lose(ctx, new CallFailure.ModelLost("the model's socket ended without a close frame"));
    ctx.fireChannelInactive();
  }

  private void lose(ChannelHandlerContext ctx, CallFailure failure) {
    if (!over) {
      over = true;
      ctx.fireChannelRead(failure);
      endReading(ctx);
    }
  }

  /// Tells Reactor Netty the only way it understands that nothing more will come. Without a close
  /// frame it would write one itself when a reader cancels, even to a channel long gone, and throw.
  private static void endReading(ChannelHandlerContext ctx) {
    ctx.fireChannelRead(new CloseWebSocketFrame());
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof CloseWebSocketFrame close) {
      close(ctx, close, promise);
    } else if (goodbye) {
      // Nothing may follow a close frame.
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
    } else {
      var _ =
          ctx.write(message instanceof ClientEvent event ? frame(ctx, event) : message, promise);
    }
  }

  private Object frame(ChannelHandlerContext ctx, ClientEvent event) {
    var text = codec.encode(event, ctx.alloc());
    return FrameHead.fits(text)
        ? FrameHead.masked(text, ThreadLocalRandom.current().nextInt())
        : new TextWebSocketFrame(text);
  }

  /// The first close frame goes out; of a second, nothing remains but that its writer waits. If it
  /// was not an answer, the far end has a while to give one before the socket is closed.
  private void close(ChannelHandlerContext ctx, CloseWebSocketFrame close, ChannelPromise promise) {
    if (goodbye) {
      close.release();
      ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
      return;
    }
    goodbye = true;
    closeSoon(ctx);
    if (over) {
      var _ = ctx.write(close, promise);
      return;
    }
    over = true;
    ours = true;
    var _ = ctx.write(close);
    ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
    endReading(ctx);
    ctx.channel().config().setAutoRead(true); // else the answer stays unread
  }

  private static void closeSoon(ChannelHandlerContext ctx) {
    var force =
        ctx.executor()
            .schedule(
                () -> {
                  var _ = ctx.close();
                },
                GOODBYE.toMillis(),
                TimeUnit.MILLISECONDS);
    ctx.channel().closeFuture().addListener(_ -> force.cancel(false));
  }

  /// Whether it was we who closed.
  boolean isOurs() {
    return ours;
  }
}
