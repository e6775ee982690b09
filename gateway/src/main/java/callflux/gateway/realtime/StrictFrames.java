package callflux.gateway.realtime;

import callflux.gateway.http.QuickFrameDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/// Holds a server to RFC 6455: its frames, its UTF-8, and a length that a message may have.
final class StrictFrames {
  /// Bytes in a frame, or in a message of several: minutes of speech in one delta.
  static final int MAX_MESSAGE = 16 << 20;

  private static final String MESSAGES = "callflux.messages";
  private static final long BEYOND_ASCII = 0x8080_8080_8080_8080L;

  private StrictFrames() {}

  /// Makes a pipeline strict that was upgraded just now, and puts messages together. Reactor
  /// Netty's own decoder lets reserved bits and masked frames pass, and stands before the encoder,
  /// where the close frames that it answers offences with are lost.
  static void in(ChannelPipeline pipeline) {
    pipeline.remove(WebSocket13FrameDecoder.class);
    pipeline
        .addBefore(NettyPipeline.ReactiveBridge, "callflux.frames", new Decoder())
        .addBefore(NettyPipeline.ReactiveBridge, "callflux.utf8", new Utf8FrameValidator())
        .addBefore(
            NettyPipeline.ReactiveBridge, MESSAGES, new WebSocketFrameAggregator(MAX_MESSAGE));
  }

  /// A whole text of ASCII alone needs neither validator nor aggregator, nor a frame around it.
  private static final class Decoder extends QuickFrameDecoder {
    private @Nullable ChannelHandlerContext messages;

    Decoder() {
      super(
          WebSocketDecoderConfig.newBuilder()
              .expectMaskedFrames(false)
              .allowMaskMismatch(false)
              .allowExtensions(false)
              .maxFramePayloadLength(MAX_MESSAGE)
              .build());
    }

    @Override
    protected void deliver(ChannelHandlerContext ctx, ByteBuf text) {
      if (messages == null) {
        messages = ctx.pipeline().context(MESSAGES);
      }
      if (isAscii(text)) {
        messages.fireChannelRead(text);
      } else {
        super.deliver(ctx, text);
      }
    }

    private static boolean isAscii(ByteBuf text) {
      int at = text.readerIndex();
      int end = text.writerIndex();
      for (; at + Long.BYTES <= end; at += Long.BYTES) {
        if ((text.getLong(at) & BEYOND_ASCII) != 0) {
          return false;
        }
      }
      for (; at < end; at++) {
        if (text.getByte(at) < 0) {
          return false;
        }
      }
      return true;
    }
  }
}
