package callflux.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/// Lets whole messages through that keep to the RFC and the limits, answers pings, and closes the
/// socket on the rest. Confined to the event loop.
///
/// A frame that is let through is the reader's to release; every other is released here.
final class MessageGuard extends ChannelInboundHandlerAdapter {
  private final Limits.Message limits;
  private final boolean binary;
  private final ClosingHandshake closing;
  private final FrameDecoder decoder;
  private final ReadPause reading;
  private final MessageRate messages;
  private final PingRate pings;
  private final Patience patience;
  private final Fragments fragments = new Fragments();
  private final Utf8 utf8 = new Utf8();

  /// @param binary whether binary messages are let through as well
  MessageGuard(
      Limits.Socket limits,
      boolean binary,
      FrameDecoder decoder,
      ClosingHandshake closing,
      ReadPause reading) {
    this.limits = limits.message();
    this.binary = binary;
    this.decoder = decoder;
    this.closing = closing;
    this.reading = reading;
    this.messages = new MessageRate(limits.rates(), System::nanoTime);
    this.pings = new PingRate(limits.rates(), System::nanoTime);
    this.patience = new Patience(decoder, fragments, limits);
  }

  /// The far end broke a rule: it is told so, and the application as well.
  void violated(ChannelHandlerContext ctx, int code, String reason) {
    if (!closing.begun()) {
      fragments.discard();
      closing.fail(ctx, code, reason);
      // As a message, behind those before it: an exception Reactor Netty may tell twice.
      ctx.fireChannelRead(new WebSocketViolation(code, reason));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      // Bytes that came ahead of the 101: whoever sent them did not wait for it.
      ReferenceCountUtil.release(message);
      var _ = ctx.close();
    } else if (closing.begun()) {
      afterGoodbye(ctx, frame);
    } else if (frame instanceof TextWebSocketFrame && frame.isFinalFragment()) {
      wholeText(ctx, frame);
    } else {
      other(ctx, frame);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (decoder.midFrame()) {
      patience.watch(ctx, this);
    }
    ctx.fireChannelReadComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      patience.writable();
    } else {
      patience.watch(ctx, this);
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException corrupted) {
      int code = corrupted.closeStatus().code();
      violated(ctx, code, reason(code));
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    fragments.discard();
  }

  private void wholeText(ChannelHandlerContext ctx, WebSocketFrame message) {
    if (utf8.accepts(message.content()) && utf8.ends()) {
      deliver(ctx, message);
    } else {
      refuse(ctx, message, 1007, "bad_utf8");
    }
  }

  private void deliver(ChannelHandlerContext ctx, WebSocketFrame message) {
    long pause = messages.count();
    if (pause == MessageRate.TOO_FAST) {
      refuse(ctx, message, 1008, "too_fast");
    } else {
      if (pause > 0) {
        reading.pause(ctx, pause);
      }
      ctx.fireChannelRead(message);
    }
  }

  private void other(ChannelHandlerContext ctx, WebSocketFrame frame) {
    switch (frame) {
      case PingWebSocketFrame ping -> answer(ctx, ping);
      case PongWebSocketFrame pong -> pong.release();
      case CloseWebSocketFrame goodbye -> goodbye(ctx, goodbye);
      case BinaryWebSocketFrame _ when !binary -> refuse(ctx, frame, 1003, "binary");
      case BinaryWebSocketFrame _ when frame.isFinalFragment() -> deliver(ctx, frame);
      default -> fragment(ctx, frame);
    }
  }

  private void answer(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
    if (!pings.allows()) {
      refuse(ctx, ping, 1008, "pings");
    } else if (ctx.channel().isWritable()) {
      // The pong takes the ping's content with it.
      var _ = ctx.writeAndFlush(new PongWebSocketFrame(ping.content()), ctx.voidPromise());
    } else {
      ping.release(); // a far end that does not read waits for no pong
    }
  }

  private void goodbye(ChannelHandlerContext ctx, CloseWebSocketFrame goodbye) {
    if (mayBeSent(goodbye.statusCode())) {
      closing.answered(ctx.channel());
      // Reactor Netty answers it, which ends the streams above.
      ctx.fireChannelRead(goodbye);
    } else {
      refuse(ctx, goodbye, 1002, "close_code");
    }
  }

  private void afterGoodbye(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame) {
      closing.answered(ctx.channel());
    }
    frame.release();
  }

  private void fragment(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (!fragments.open()) {
      patience.messageBegan();
      patience.watch(ctx, this);
    }
    if (fragments.bytes() + frame.content().readableBytes() > limits.bytes()) {
      refuse(ctx, frame, 1009, "too_big");
      return;
    }
    fragments.add(ctx.alloc(), frame);
    if (fragments.count() > limits.fragments()) {
      refuse(ctx, frame, 1009, "fragments");
    } else if (fragments.text() && !fitsText(frame)) {
      refuse(ctx, frame, 1007, "bad_utf8");
    } else {
      boolean last = frame.isFinalFragment();
      frame.release();
      if (last) {
        deliver(ctx, fragments.take());
      }
    }
  }

  private boolean fitsText(WebSocketFrame fragment) {
    return utf8.accepts(fragment.content()) && (!fragment.isFinalFragment() || utf8.ends());
  }

  private void refuse(ChannelHandlerContext ctx, WebSocketFrame frame, int code, String reason) {
    frame.release();
    violated(ctx, code, reason);
  }

  /// RFC 6455 section 7.4, and 1012 to 1014 of the registry that it founded.
  private static boolean mayBeSent(int code) {
    return code == -1 // none at all
        || (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  private static String reason(int code) {
    return switch (code) {
      case 1007 -> "bad_utf8";
      case 1009 -> "too_big";
      default -> "bad_frame";
    };
  }
}
