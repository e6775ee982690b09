package callflux.gateway.realtime;

import callflux.gateway.call.CallFailure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells a peer that has nothing to say from one that is gone or takes nothing any more, and
/// answers its pings.
///
/// One timer a connection; a frame costs no more than a look at the clock. Pings and pongs end
/// here: they are released here, and nothing behind sees them.
final class Heartbeat extends ChannelInboundHandlerAdapter {
  private final long interval;
  private long heard;
  private long pinged;
  private @Nullable Future<?> ping;
  private @Nullable Future<?> next;

  /// @param interval between pings; a peer silent for two is given up with a
  ///   [CallFailure.ModelLost]
  Heartbeat(Duration interval) {
    this.interval = interval.toNanos();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    heard = ctx.executor().ticker().nanoTime();
    schedule(ctx, interval);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stop();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    heard = ctx.executor().ticker().nanoTime();
    ctx.fireChannelReadComplete();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case PingWebSocketFrame ping -> answer(ctx, ping);
      case PongWebSocketFrame pong -> pong.release();
      default -> ctx.fireChannelRead(message);
    }
  }

  /// A peer that pings but does not read gets no pongs: they would pile up here.
  private static void answer(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
    if (ctx.channel().isWritable()) {
      // The pong takes the ping's buffer over, and the socket releases it.
      var _ = ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
    } else {
      ReferenceCountUtil.release(ping);
    }
  }

  private void beat(ChannelHandlerContext ctx) {
    long now = ctx.executor().ticker().nanoTime();
    if (!ctx.channel().config().isAutoRead()) {
      heard = now; // nobody reads just now: the silence is ours
    }
    long silent = now - heard;
    boolean stuck = ping != null && !ping.isDone();
    if (silent >= 2 * interval) {
      lose(ctx, "the model's server answers no pings");
    } else if (stuck && now - pinged >= 2 * interval) {
      lose(ctx, "the model's server takes nothing any more");
    } else {
      if (!stuck) {
        pinged = now;
        ping = ctx.writeAndFlush(new PingWebSocketFrame());
      }
      schedule(ctx, Math.min(interval, 2 * interval - silent));
    }
  }

  private static void lose(ChannelHandlerContext ctx, String why) {
    ctx.pipeline().fireExceptionCaught(new CallFailure.ModelLost(why));
  }

  private void schedule(ChannelHandlerContext ctx, long nanos) {
    next = ctx.executor().schedule(() -> beat(ctx), nanos, TimeUnit.NANOSECONDS);
  }

  private void stop() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }
}
