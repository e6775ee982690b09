package callflux.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A message as it lies in a socket's buffer: between bytes that are not its own.
public final class Wire {
  // Each would go on with the message, for a reader that looks past its bounds.
  private static final byte[] BEFORE = "{\"event\":\"".getBytes(UTF_8);
  private static final byte[] AFTER =
      "\",\"streamSid\":\"MZ\",\"delta\":\"AAAA\"}}]".getBytes(UTF_8);

  // References are counted here by hand; the leak detector would take most of a property test's
  // time.
  private static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true, true);

  private Wire() {}

  /// Has a message decoded, and checks that the decoder has only borrowed it.
  public static <T extends @Nullable Object> T decode(
      String message, Function<ByteBuf, T> decoder) {
    return decode(message.getBytes(UTF_8), decoder);
  }

  /// Has a message decoded that need not be text, and checks that the decoder has only borrowed it.
  public static <T extends @Nullable Object> T decode(
      byte[] message, Function<ByteBuf, T> decoder) {
    var buffer = ALLOCATOR.directBuffer(BEFORE.length + message.length + AFTER.length);
    try {
      buffer.writeBytes(BEFORE).writeBytes(message).writeBytes(AFTER);
      buffer.setIndex(BEFORE.length, BEFORE.length + message.length);
      try {
        return decoder.apply(buffer);
      } finally {
        assertThat(buffer.refCnt()).as("references").isOne();
        assertThat(buffer.readerIndex()).as("reader index").isEqualTo(BEFORE.length);
        assertThat(buffer.readableBytes()).as("length").isEqualTo(message.length);
      }
    } finally {
      buffer.release();
    }
  }

  /// The text that an encoder gave away, which is released here.
  public static String text(ByteBuf encoded) {
    try {
      return encoded.toString(UTF_8);
    } finally {
      encoded.release();
    }
  }
}
