package callflux.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Sees that nothing on a socket stays half done: a frame, a message in fragments, a write.
///
/// One coarse timer, which runs only while something is half done and counts its own ticks: a frame
/// costs neither a timer nor a look at the clock, and an idle socket nothing.
final class Patience {
  private static final int TICKS = 4; // in the shortest limit

  private final FrameDecoder decoder;
  private final Fragments fragments;
  private final Stall frame;
  private final Stall message;
  private final Stall write;
  private final long tickNanos;
  private boolean running;
  private long framesSeen;

  Patience(FrameDecoder decoder, Fragments fragments, Limits.Socket limits) {
    this.decoder = decoder;
    this.fragments = fragments;
    this.tickNanos = shortest(limits).toNanos() / TICKS;
    this.frame = new Stall(limits.message().frame().toNanos() / tickNanos);
    this.message = new Stall(limits.message().whole().toNanos() / tickNanos);
    this.write = new Stall(limits.unwritable().toNanos() / tickNanos);
  }

  /// Something may be half done.
  void watch(ChannelHandlerContext ctx, MessageGuard guard) {
    if (!running) {
      running = true;
      var _ = ctx.executor().schedule(() -> tick(ctx, guard), tickNanos, TimeUnit.NANOSECONDS);
    }
  }

  /// A message in fragments begins.
  void messageBegan() {
    message.over();
  }

  /// The socket takes writes again.
  void writable() {
    write.over();
  }

  private void tick(ChannelHandlerContext ctx, MessageGuard guard) {
    running = false;
    Channel channel = ctx.channel();
    if (!channel.isActive()) {
      return;
    }
    if (decoder.frames() != framesSeen) {
      framesSeen = decoder.frames();
      frame.over();
    }
    if (frame.outlasts(decoder.midFrame())) {
      guard.violated(ctx, 1008, "slow_frame");
    } else if (message.outlasts(fragments.open())) {
      guard.violated(ctx, 1008, "slow_message");
    } else if (write.outlasts(!channel.isWritable())) {
      guard.violated(ctx, 1013, "unwritable");
    } else if (decoder.midFrame() || fragments.open() || !channel.isWritable()) {
      watch(ctx, guard);
    }
  }

  private static Duration shortest(Limits.Socket limits) {
    Duration ofMessage =
        limits.message().whole().compareTo(limits.message().frame()) < 0
            ? limits.message().whole()
            : limits.message().frame();
    return ofMessage.compareTo(limits.unwritable()) < 0 ? ofMessage : limits.unwritable();
  }

  /// How many ticks in a row something has lasted.
  private static final class Stall {
    private final long allowed;
    private long ticks;

    Stall(long allowed) {
      this.allowed = allowed;
    }

    boolean outlasts(boolean lasts) {
      ticks = lasts ? ticks + 1 : 0;
      return ticks > allowed;
    }

    void over() {
      ticks = 0;
    }
  }
}
