package callflux.gateway.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/// A session's channel: what is said on it, and when. To be used on the channel's event loop only.
///
/// Every buffer it makes is given to the channel, which releases it.
// A write that fails is a connection lost, and that is told by the reading side.
@SuppressWarnings("FutureReturnValueIgnored")
final class Wire {
  private static final int FRAGMENT = 1_000; // bytes, so that the larger events take several
  private static final long CLOSING_SECONDS = 1; // that the peer gets to say good-bye in turn

  private final Channel channel;
  private final Ids ids;
  private final boolean fragmented;
  private boolean closed;

  Wire(Channel channel, Ids ids, boolean fragmented) {
    this.channel = channel;
    this.ids = ids;
    this.fragmented = fragmented;
  }

  String id(String kind) {
    return ids.next(kind);
  }

  /// The beginning of an event, to be filled in and sent.
  ObjectNode event(String type) {
    return Json.object().put("type", type).put("event_id", ids.next("event"));
  }

  /// Sends, once [#flush] is called.
  void send(ObjectNode event) {
    ByteBuf text = channel.alloc().buffer(512);
    text.writeBytes(Json.MAPPER.writeValueAsBytes(event));
    write(text);
  }

  /// Sends a delta of audio whose base64 text is shared by all who hear it: copied, not encoded.
  void sendAudio(Place place, byte[] base64) {
    ByteBuf text = channel.alloc().buffer(256 + base64.length);
    ByteBufUtil.writeAscii(text, "{\"type\":\"response.output_audio.delta\",\"event_id\":\"");
    ByteBufUtil.writeAscii(text, ids.next("event"));
    ByteBufUtil.writeAscii(text, place.json());
    text.writeBytes(base64);
    ByteBufUtil.writeAscii(text, "\"}");
    write(text);
  }

  void sendText(String text) {
    write(ByteBufUtil.writeUtf8(channel.alloc(), text));
  }

  void ping() {
    channel.writeAndFlush(new PingWebSocketFrame(channel.alloc().buffer(4).writeInt(1)));
  }

  void flush() {
    channel.flush();
  }

  /// False while the reader is so slow that the socket's buffer is full.
  boolean isWritable() {
    return channel.isWritable();
  }

  /// Runs on the event loop, later.
  Alarm after(Duration delay, Runnable task) {
    var timer = channel.eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }

  /// Runs on the event loop: at once if that is where it is called, else soon; never if that has
  /// come to its end.
  void run(Runnable task) {
    var loop = channel.eventLoop();
    if (loop.inEventLoop()) {
      task.run();
    } else if (!loop.isShuttingDown()) {
      loop.execute(task);
    }
  }

  /// Says good-bye, and leaves it to the peer to close; but not for long, as not every peer does.
  void close(int code, String reason) {
    if (closed) {
      return;
    }
    closed = true;
    channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
    var impatience = channel.eventLoop().schedule(this::cut, CLOSING_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(_ -> impatience.cancel(false));
  }

  /// Breaks the connection by a TCP reset, without a word.
  void reset() {
    closed = true;
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  private void cut() {
    channel.close();
  }

  private void write(ByteBuf text) {
    if (closed) {
      text.release();
    } else if (!fragmented || text.readableBytes() <= FRAGMENT) {
      channel.write(new TextWebSocketFrame(text));
    } else {
      channel.write(new TextWebSocketFrame(false, 0, text.readRetainedSlice(FRAGMENT)));
      while (text.readableBytes() > FRAGMENT) {
        channel.write(new ContinuationWebSocketFrame(false, 0, text.readRetainedSlice(FRAGMENT)));
      }
      channel.write(new ContinuationWebSocketFrame(true, 0, text));
    }
  }

  /// Where in a response a piece belongs.
  record Place(String responseId, String itemId, int outputIndex) {

    ObjectNode in(ObjectNode event) {
      return event
          .put("response_id", responseId)
          .put("item_id", itemId)
          .put("output_index", outputIndex);
    }

    ObjectNode contentIn(ObjectNode event) {
      return in(event).put("content_index", 0);
    }

    private String json() {
      return "\",\"response_id\":\""
          + responseId
          + "\",\"item_id\":\""
          + itemId
          + "\",\"output_index\":"
          + outputIndex
          + ",\"content_index\":0,\"delta\":\"";
    }
  }

  /// Something that will happen, unless it is cancelled.
  @FunctionalInterface
  interface Alarm {
    void cancel();
  }
}
