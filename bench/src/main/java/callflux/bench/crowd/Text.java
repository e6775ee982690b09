package callflux.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A message that is being written or was read, in a buffer that is used again for the next one.
/// Confined to its event loop.
final class Text {
  /// No message of a load is longer.
  static final int MOST = 1 << 20;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SHORT = 125;
  private static final int MIDDLE = 65_535;
  private static final int FINAL_TEXT = 0x81;
  private static final int MASKED = 0x80;

  private final byte[] bytes = new byte[MOST + Long.BYTES];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  Text clear() {
    length = 0;
    return this;
  }

  Text add(byte[] more) {
    return add(more, 0, more.length);
  }

  Text add(byte[] more, int from, int count) {
    System.arraycopy(more, from, bytes, length, count);
    length += count;
    return this;
  }

  Text add(long number) {
    if (number >= 10) {
      add(number / 10);
    }
    bytes[length++] = (byte) ('0' + number % 10);
    return this;
  }

  /// Reads a frame's payload, and takes the mask off.
  void read(ByteBuf payload, int count, int mask) {
    payload.readBytes(bytes, 0, count);
    length = count;
    if (mask != 0) {
      long twice = Integer.reverseBytes(mask) & 0xFFFF_FFFFL;
      twice |= twice << Integer.SIZE;
      for (int i = 0; i < count; i += Long.BYTES) {
        LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ twice);
      }
    }
  }

  /// The message as a WebSocket frame; whoever gets it releases it.
  ///
  /// @param mask 0 for a server, which must not mask
  ByteBuf frame(ByteBufAllocator allocator, int mask) {
    ByteBuf frame = allocator.directBuffer(length + 2 * Long.BYTES + Integer.BYTES);
    int flag = mask == 0 ? 0 : MASKED;
    frame.writeByte(FINAL_TEXT);
    if (length <= SHORT) {
      frame.writeByte(flag | length);
    } else if (length <= MIDDLE) {
      frame.writeByte(flag | 126).writeShort(length);
    } else {
      frame.writeByte(flag | 127).writeLong(length);
    }
    if (mask == 0) {
      return frame.writeBytes(bytes, 0, length);
    }
    frame.writeInt(mask);
    long twice = Integer.reverseBytes(mask) & 0xFFFF_FFFFL;
    twice |= twice << Integer.SIZE;
    int from = frame.writerIndex();
    frame.ensureWritable(length + Long.BYTES);
    for (int i = 0; i < length; i += Long.BYTES) {
      frame.setLongLE(from + i, (long) LONGS.get(bytes, i) ^ twice);
    }
    return frame.writerIndex(from + length);
  }

  /// Where a key's value begins, past the colon and blanks, or -1.
  ///
  /// @param key with its quotes and colon
  /// @param within how far in to look for the key
  int valueOf(byte[] key, int within) {
    int last = Math.min(length, within) - key.length;
    for (int at = 0; at <= last; at++) {
      if (bytes[at] == key[0] && matches(key, at)) {
        int value = at + key.length;
        while (value < length && bytes[value] == ' ') {
          value++;
        }
        return value;
      }
    }
    return -1;
  }

  boolean contains(byte[] word, int within) {
    return valueOf(word, within) >= 0;
  }

  /// Where the string ends that begins there.
  int endOf(int from) {
    int end = from;
    while (end < length && bytes[end] != '"') {
      end++;
    }
    return end;
  }

  String between(int from, int to) {
    return new String(bytes, from, to - from, US_ASCII);
  }

  private boolean matches(byte[] key, int at) {
    for (int i = 1; i < key.length; i++) {
      if (bytes[at + i] != key[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return between(0, length);
  }
}
