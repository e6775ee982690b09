package callflux.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Ends a WebSocket once, whoever asks and whatever the far end does: the first Close frame goes
/// out, nothing goes out after it, and the connection is dropped when the far end has answered or a
/// limit has passed.
///
/// Without the wait the kernel would answer what is still unread with a reset, which can overtake
/// the Close frame. Whoever writes a Close frame is told of the end of the connection and not of
/// the write, since Reactor Netty drops the connection when it hears of the latter.
///
/// For either end of a connection, between the frame codec and the handlers that write frames.
public final class ClosingHandshake extends ChannelDuplexHandler {
  private final long limitNanos;
  // Written by the event loop alone; read by whoever holds the socket.
  private volatile boolean begun;
  private boolean failed;
  private boolean answered;

  /// @param limit how long the far end may take to answer
  public ClosingHandshake(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /// Whether a Close frame was sent.
  public boolean begun() {
    return begun;
  }

  /// The far end broke a rule: it is told so, and that nothing else will come, at once.
  void fail(ChannelHandlerContext ctx, int code, String reason) {
    failed = true;
    var _ = ctx.writeAndFlush(new CloseWebSocketFrame(code, reason));
  }

  /// The far end has said goodbye: what is left is to answer it, if that was not done.
  void answered(Channel channel) {
    answered = true;
    if (begun) {
      drop(channel);
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof CloseWebSocketFrame goodbye) {
      close(ctx, goodbye, promise);
    } else if (begun) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
    } else {
      var _ = ctx.write(message, promise);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (begun) {
      // An answer is awaited, even if nobody wants messages.
      ctx.read();
    }
    ctx.fireChannelReadComplete();
  }

  private void close(ChannelHandlerContext ctx, CloseWebSocketFrame goodbye, ChannelPromise told) {
    Channel channel = ctx.channel();
    if (begun) {
      goodbye.release();
    } else {
      begun = true;
      // The encoder releases the frame.
      ctx.writeAndFlush(goodbye).addListener(written -> sent(channel, written));
      var limit = ctx.executor().schedule(() -> drop(channel), limitNanos, TimeUnit.NANOSECONDS);
      channel.closeFuture().addListener(_ -> limit.cancel(false));
      ctx.read();
    }
    channel.closeFuture().addListener(_ -> told.trySuccess());
  }

  private void sent(Channel channel, Future<?> written) {
    if (answered || !written.isSuccess()) {
      drop(channel);
    } else if (failed && channel instanceof DuplexChannel duplex && !encrypted(channel)) {
      // Half of a close: the far end sees the end, and what it still sends finds a reader.
      var _ = duplex.shutdownOutput();
    }
  }

  private static void drop(Channel channel) {
    var _ = channel.close();
  }

  private static boolean encrypted(Channel channel) {
    return channel.pipeline().get(SslHandler.class) != null;
  }
}
