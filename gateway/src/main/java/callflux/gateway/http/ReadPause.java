package callflux.gateway.http;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/// Stops the reading of a socket for a while, against the will of the reader above it: what the far
/// end sends waits in the kernel, and then in the far end.
final class ReadPause extends ChannelOutboundHandlerAdapter {
  private boolean paused;
  private boolean wanted;

  /// Called on the event loop. A pause within a pause is part of it.
  void pause(ChannelHandlerContext ctx, long nanos) {
    if (!paused) {
      paused = true;
      ChannelConfig config = ctx.channel().config();
      wanted = config.isAutoRead();
      config.setAutoRead(false);
      var _ = ctx.executor().schedule(() -> resume(config), nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (paused) {
      wanted = true;
      // The reader has just switched it on.
      ctx.channel().config().setAutoRead(false);
    } else {
      ctx.read();
    }
  }

  // A reader that lost interest during the pause could not be noticed: it is given one more read,
  // and the rate keeps what that can bring to a second's messages.
  private void resume(ChannelConfig config) {
    paused = false;
    if (wanted) {
      config.setAutoRead(true);
    }
  }
}
