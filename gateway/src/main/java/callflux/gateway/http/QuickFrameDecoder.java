package callflux.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;

/// Netty's frame decoder, with a short way for what nearly every frame is: text, whole, and there
/// in one read (RFC 6455 section 5.2). Whatever else there is, and all that comes before it has
/// ended, is Netty's to decode.
public class QuickFrameDecoder extends WebSocket13FrameDecoder {
  private static final byte WHOLE_TEXT = (byte) 0x81;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int KEY = Integer.BYTES;
  private static final int NONE = -1;

  private final boolean masked;
  private final long longest;
  private boolean midFrame;
  private boolean midMessage;
  private boolean closed;
  private long frames;

  /// How to decode.
  protected QuickFrameDecoder(WebSocketDecoderConfig config) {
    super(config);
    this.masked = config.expectMaskedFrames();
    this.longest = config.maxFramePayloadLength();
  }

  /// Hands a whole text on, to a handler that releases it: as a frame to the next one, unless this
  /// says otherwise.
  protected void deliver(ChannelHandlerContext ctx, ByteBuf text) {
    ctx.fireChannelRead(new TextWebSocketFrame(text));
  }

  /// Whether a frame has begun that has not ended.
  final boolean midFrame() {
    return midFrame;
  }

  /// How many frames have ended.
  final long frames() {
    return frames;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (message instanceof ByteBuf in && isFree()) {
      int length = quick(in);
      while (length >= 0 && length < in.readableBytes()) {
        ended(ctx, in.readRetainedSlice(length));
        length = ctx.isRemoved() ? NONE : quick(in);
      }
      if (length >= 0) {
        ended(ctx, in); // all that is left is this one: it takes the buffer with it
        return;
      }
      if (!in.isReadable()) {
        in.release();
        return;
      }
    }
    super.channelRead(ctx, message);
  }

  private boolean isFree() {
    return !midFrame && !midMessage && !closed && actualReadableBytes() == 0;
  }

  /// Takes the head, and the mask, off a text that is there as a whole.
  ///
  /// @return its length; or [#NONE], and nothing was taken
  private int quick(ByteBuf in) {
    int start = in.readerIndex();
    int there = in.readableBytes();
    if (there < 2 || in.getByte(start) != WHOLE_TEXT) {
      return NONE;
    }
    int second = in.getByte(start + 1);
    int length = second & ~MASKED & 0xFF;
    int head = 2 + (masked ? KEY : 0);
    if (second < 0 != masked || length == EIGHT_BYTES) {
      return NONE;
    }
    if (length == TWO_BYTES) {
      head += 2;
      length = there < head ? 0 : in.getUnsignedShort(start + 2);
      if (length < TWO_BYTES) {
        return NONE;
      }
    }
    if (length > longest || there < head + length) {
      return NONE;
    }
    int text = start + head;
    if (masked) {
      FrameHead.mask(in, text, length, in.getInt(text - KEY));
    }
    in.readerIndex(text);
    return length;
  }

  private void ended(ChannelHandlerContext ctx, ByteBuf text) {
    frames++;
    deliver(ctx, text);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    int before = out.size();
    midFrame = true; // and stays so if this throws
    super.decode(ctx, in, out);
    midFrame = out.size() == before;
    if (!midFrame) {
      frames++;
      ended((WebSocketFrame) out.getLast());
    }
  }

  private void ended(WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame) {
      closed = true;
    } else if (!(frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame)) {
      midMessage = !frame.isFinalFragment();
    }
  }
}
