package callflux.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Ends a connection so that the last answer on it is heard.
///
/// To close a socket on which a client is still sending is to reset it, and a reset makes the
/// client's system forget what it had received: the client learns that it was cut off, but not why
/// (RFC 9112 section 9.6). So only our half is closed at first, and what still comes is thrown
/// away, for a while.
@SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told
final class LingeringClose extends ChannelDuplexHandler {
  private final Duration limit;
  private boolean lingering;

  LingeringClose(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (lingering
        || !ctx.channel().isActive()
        || !(ctx.channel() instanceof DuplexChannel socket)) {
      var _ = ctx.close(promise);
      return;
    }
    lingering = true;
    var end = ctx.executor().schedule(() -> drop(ctx), limit.toMillis(), TimeUnit.MILLISECONDS);
    ctx.channel()
        .closeFuture()
        .addListener(_ -> {
          end.cancel(false);
          promise.trySuccess();
        });
    var _ = socket.shutdownOutput();
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (lingering) {
      ReferenceCountUtil.release(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (lingering) {
      ctx.read();
    } else {
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (lingering && event instanceof ChannelInputShutdownEvent) {
      drop(ctx);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /// What was closed ahead of an upgrade does not become a WebSocket.
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (lingering) {
      var _ = ctx.channel().close();
    }
  }

  private static void drop(ChannelHandlerContext ctx) {
    var _ = ctx.close();
  }
}
