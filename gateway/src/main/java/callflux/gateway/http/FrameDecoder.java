package callflux.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/// Netty's frame decoder as a server wants it: no extensions, masked frames only, and its
/// complaints left to [MessageGuard]. Knows besides whether it is in the midst of a frame.
final class FrameDecoder extends WebSocket13FrameDecoder {
  private boolean midFrame;
  private long frames;

  /// @param maxBytes of a frame's payload, so that a message in one frame needs no other check
  FrameDecoder(int maxBytes) {
    super(
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .closeOnProtocolViolation(false)
            .maxFramePayloadLength(maxBytes)
            .build());
  }

  /// Whether a frame has begun that has not ended.
  boolean midFrame() {
    return midFrame;
  }

  /// How many frames have ended.
  long frames() {
    return frames;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    int before = out.size();
    super.decode(ctx, in, out);
    midFrame = out.size() == before;
    if (!midFrame) {
      frames++;
    }
  }
}
