package callflux.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One end of a WebSocket, as lean as a load needs it: handshake, whole text messages, close.
///
/// Not for strangers: a peer that fragments or misbehaves is told so by a [#lost] socket. Confined
/// to its event loop.
abstract class Socket extends ChannelInboundHandlerAdapter {
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final boolean client;
  private final Text read;
  private @Nullable Channel channel;
  private @Nullable ByteBuf held;
  private boolean open;
  private boolean closing;

  /// @param client whether it masks
  /// @param read where messages are read into, used again for each
  Socket(boolean client, Text read) {
    this.client = client;
    this.read = read;
  }

  /// The far end's part of the handshake, or our own at a server's end.
  ///
  /// @return whether it is as it should be
  abstract boolean shake(Channel channel, String head);

  /// A message has come, in the text given at construction.
  abstract void heard(Text message, long now);

  /// The socket is closed, or was never opened.
  ///
  /// @param why a word or two, for a count
  abstract void lost(String why);

  final boolean isOpen() {
    return open && !closing;
  }

  final Channel channel() {
    return Objects.requireNonNull(channel);
  }

  /// Sends a message at once.
  final void send(Text message) {
    write(message);
    channel().flush();
  }

  /// Sends a message with the next that is flushed.
  final void write(Text message) {
    var frame = message.frame(channel().alloc(), mask());
    var _ = channel().write(frame, channel().voidPromise());
  }

  /// Says goodbye; the far end closes.
  final void close() {
    if (isOpen()) {
      closing = true;
      sendControl(CLOSE, new byte[] {0x03, (byte) 0xE8});
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = joined((ByteBuf) message);
    long now = System.nanoTime();
    boolean more = open || shakes(context, in);
    while (more) {
      more = next(context, in, now);
    }
    if (in.isReadable()) {
      held = in;
    } else {
      in.release();
    }
  }

  /// What was left of the last read, and what has come now.
  private ByteBuf joined(ByteBuf in) {
    ByteBuf rest = held;
    if (rest == null) {
      return in;
    }
    held = null;
    rest.discardReadBytes().writeBytes(in);
    in.release();
    return rest;
  }

  private boolean shakes(ChannelHandlerContext context, ByteBuf in) {
    int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(END_OF_HEAD), in);
    if (end < 0) {
      return false;
    }
    String head = in.readCharSequence(end - in.readerIndex(), US_ASCII).toString();
    in.skipBytes(END_OF_HEAD.length);
    open = shake(context.channel(), head);
    if (!open) {
      fail(context, head.lines().findFirst().orElse("no answer"));
    }
    return open;
  }

  /// @return whether there may be another
  private boolean next(ChannelHandlerContext context, ByteBuf in, long now) {
    int start = in.readerIndex();
    int there = in.readableBytes();
    if (there < 2) {
      return false;
    }
    int first = in.getByte(start);
    int second = in.getByte(start + 1);
    int size = second & 0x7F;
    int head = 2 + (size == 126 ? 2 : size == 127 ? 8 : 0) + (second < 0 ? 4 : 0);
    if (there < head) {
      return false;
    }
    long length =
        size == 126 ? in.getUnsignedShort(start + 2) : size == 127 ? in.getLong(start + 2) : size;
    if (length > Text.MOST) {
      fail(context, "a message too long");
      return false;
    }
    if (there < head + length) {
      return false;
    }
    int mask = second < 0 ? in.getInt(start + head - 4) : 0;
    in.skipBytes(head);
    read.read(in, (int) length, mask);
    dispatch(context, first, now);
    return context.channel().isActive();
  }

  private void dispatch(ChannelHandlerContext context, int first, long now) {
    switch (first & 0x7F) {
      case TEXT -> {
        if (first < 0) {
          heard(read, now);
        } else {
          fail(context, "a fragment");
        }
      }
      case CLOSE -> {
        if (!closing) {
          closing = true;
          sendControl(CLOSE, Arrays.copyOf(read.bytes(), Math.min(2, read.length())));
        }
        var _ = context.close();
      }
      case PING -> sendControl(PONG, Arrays.copyOf(read.bytes(), read.length()));
      case PONG -> {
        // Nobody asked.
      }
      default -> fail(context, "opcode " + (first & 0x7F));
    }
  }

  private void sendControl(int opcode, byte[] payload) {
    int mask = mask();
    var frame = channel().alloc().directBuffer(payload.length + 6);
    frame.writeByte(0x80 | opcode).writeByte((client ? 0x80 : 0) | payload.length);
    if (client) {
      frame.writeInt(mask);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.writeByte(payload[i] ^ (client ? mask >>> (24 - 8 * (i & 3)) : 0));
    }
    var _ = channel().writeAndFlush(frame, channel().voidPromise());
  }

  private int mask() {
    return client ? ThreadLocalRandom.current().nextInt() | 1 : 0;
  }

  private void fail(ChannelHandlerContext context, String why) {
    open = false;
    lost(why);
    var _ = context.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, cause.getClass().getSimpleName());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (held != null) {
      held.release();
      held = null;
    }
    open = false;
    lost("closed");
  }
}
