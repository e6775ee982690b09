package callflux.gateway.http;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/// The fragments of a message that is not whole yet. Owns the buffer that collects them, until it
/// is taken or discarded.
final class Fragments {
  private @Nullable ByteBuf collected;
  private boolean text;
  private int count;

  boolean open() {
    return collected != null;
  }

  /// Whether the message is text, as its first fragment says.
  boolean text() {
    return text;
  }

  int count() {
    return count;
  }

  int bytes() {
    return collected == null ? 0 : collected.readableBytes();
  }

  /// Copies a fragment, whose frame stays the caller's to release.
  void add(ByteBufAllocator allocator, WebSocketFrame fragment) {
    if (collected == null) {
      collected = allocator.buffer(fragment.content().readableBytes());
      text = fragment instanceof TextWebSocketFrame;
      count = 0;
    }
    collected.writeBytes(fragment.content(), fragment.content().readerIndex(), length(fragment));
    count++;
  }

  /// The message as one frame, which is the caller's to release.
  WebSocketFrame take() {
    ByteBuf whole = requireNonNull(collected);
    collected = null;
    return text ? new TextWebSocketFrame(whole) : new BinaryWebSocketFrame(whole);
  }

  void discard() {
    if (collected != null) {
      collected.release();
      collected = null;
    }
  }

  private static int length(WebSocketFrame fragment) {
    return fragment.content().readableBytes();
  }
}
