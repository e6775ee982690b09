package callflux.gateway.http;

import io.netty.buffer.ByteBuf;

/// Makes a text frame of a message in the message's own buffer (RFC 6455 section 5.2), where the
/// codec has left room for its head: no second buffer, no copy.
public final class FrameHead {
  private static final int WHOLE_TEXT = 0x81;
  private static final int MASKED = 0x80;
  private static final int SHORT = 125;
  private static final int TWO_BYTES = 126;
  private static final int LONGEST = 0xFFFF;
  private static final int LONGEST_HEAD = 2 + Short.BYTES;

  private FrameHead() {}

  /// Whether a message has room for its head before it, and needs no longer one than there can be.
  public static boolean fits(ByteBuf text) {
    return text.readerIndex() >= LONGEST_HEAD + Integer.BYTES && text.readableBytes() <= LONGEST;
  }

  /// The message as a server's frame, in the same buffer.
  public static ByteBuf plain(ByteBuf text) {
    return head(text, text.readableBytes(), 0);
  }

  /// The message as a client's frame, in the same buffer.
  ///
  /// @param key to mask it with, as unpredictable as may be
  public static ByteBuf masked(ByteBuf text, int key) {
    int length = text.readableBytes();
    int start = text.readerIndex();
    mask(text, start, length, key);
    text.setInt(start - Integer.BYTES, key).readerIndex(start - Integer.BYTES);
    return head(text, length, MASKED);
  }

  private static ByteBuf head(ByteBuf frame, int length, int flag) {
    int end = frame.readerIndex();
    if (length <= SHORT) {
      return frame
          .setByte(end - 2, WHOLE_TEXT)
          .setByte(end - 1, flag | length)
          .readerIndex(end - 2);
    }
    return frame
        .setByte(end - LONGEST_HEAD, WHOLE_TEXT)
        .setByte(end - LONGEST_HEAD + 1, flag | TWO_BYTES)
        .setShort(end - Short.BYTES, length)
        .readerIndex(end - LONGEST_HEAD);
  }

  /// Masks bytes in place, or takes the mask off.
  static void mask(ByteBuf bytes, int from, int length, int key) {
    long twice = ((long) key << Integer.SIZE) | (key & 0xFFFF_FFFFL);
    int at = from;
    int end = from + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      bytes.setLong(at, bytes.getLong(at) ^ twice);
    }
    for (int left = Long.SIZE - Byte.SIZE; at < end; at++, left -= Byte.SIZE) {
      bytes.setByte(at, bytes.getByte(at) ^ (int) (twice >>> left));
    }
  }
}
