package callflux.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The short way through the frame decoder, and frames made in place, are what Netty's codec would
/// have made of them.
class QuickFramesTest {
  private static final int LONGEST = 70_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyFramesInAnyPiecesAreReadAsNettyReadsThem(long seed) {
    for (boolean masked : new boolean[] {true, false}) {
      for (int round = 0; round < 100; round++) {
        var random = new SplittableRandom(seed * 1_000 + round);
        byte[] wire = wire(frames(random), masked);
        var config =
            WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(masked)
                .allowMaskMismatch(false)
                .maxFramePayloadLength(LONGEST)
                .build();

        var quick = read(new EmbeddedChannel(new QuickFrameDecoder(config) {}), wire, random);
        var plain = read(new EmbeddedChannel(new WebSocket13FrameDecoder(config)), wire, random);

        assertThat(quick).as("seed %d, round %d", seed, round).isEqualTo(plain);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 300, 65_535})
  void aFrameMadeInPlaceIsReadAsTheTextThatItWas(int length) {
    for (boolean masked : new boolean[] {true, false}) {
      String text = "x".repeat(length);
      var buffer = Unpooled.buffer(length + 14).setIndex(14, 14);
      buffer.writeCharSequence(text, UTF_8);
      assertThat(FrameHead.fits(buffer)).isTrue();
      var frame = masked ? FrameHead.masked(buffer, 0x9ABCDEF1) : FrameHead.plain(buffer);
      var config =
          WebSocketDecoderConfig.newBuilder()
              .expectMaskedFrames(masked)
              .allowMaskMismatch(false)
              .maxFramePayloadLength(LONGEST)
              .build();
      var channel = new EmbeddedChannel(new WebSocket13FrameDecoder(config));

      channel.writeInbound(frame);

      TextWebSocketFrame read = channel.readInbound();
      assertThat(read.text()).isEqualTo(text);
      assertThat(read.isFinalFragment()).isTrue();
      read.release();
      channel.finishAndReleaseAll();
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 100", "14, 65536"})
  void aMessageWithoutRoomOrTooLongForTheHeadIsLeftToNetty(int room, int length) {
    var buffer = Unpooled.buffer(room + length).setIndex(room, room + length);

    assertThat(FrameHead.fits(buffer)).isFalse();
    buffer.release();
  }

  private static List<WebSocketFrame> frames(SplittableRandom random) {
    var frames = new ArrayList<WebSocketFrame>();
    boolean open = false;
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      boolean last = random.nextInt(5) > 0;
      frames.add(frame(random, open, last));
      if (frames.getLast() instanceof TextWebSocketFrame
          || frames.getLast() instanceof ContinuationWebSocketFrame) {
        open = !last;
      }
    }
    if (random.nextInt(4) == 0) {
      frames.add(new CloseWebSocketFrame(1000, "bye"));
      frames.add(new TextWebSocketFrame(payload(random, 200)));
    }
    return frames;
  }

  private static WebSocketFrame frame(SplittableRandom random, boolean open, boolean last) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return new PingWebSocketFrame(payload(random, 20));
    } else if (kind == 1) {
      return new PongWebSocketFrame(payload(random, 20));
    } else if (open) {
      return new ContinuationWebSocketFrame(last, 0, payload(random, 400));
    } else if (kind == 2) {
      return new BinaryWebSocketFrame(true, 0, payload(random, 400));
    }
    return new TextWebSocketFrame(last, 0, payload(random, 400));
  }

  private static ByteBuf payload(SplittableRandom random, int most) {
    int length = random.nextInt(12) == 0 ? random.nextInt(most * 170) : random.nextInt(most);
    var payload = Unpooled.buffer(Math.min(length, most <= 20 ? 125 : LONGEST));
    while (payload.isWritable()) {
      payload.writeByte(random.nextInt(' ', '~'));
    }
    return payload;
  }

  private static byte[] wire(List<WebSocketFrame> frames, boolean masked) {
    var channel = new EmbeddedChannel(new WebSocket13FrameEncoder(masked));
    var wire = Unpooled.buffer();
    for (var frame : frames) {
      channel.writeOutbound(frame);
      for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
        wire.writeBytes(part);
        part.release();
      }
    }
    channel.finishAndReleaseAll();
    var bytes = new byte[wire.readableBytes()];
    wire.readBytes(bytes).release();
    return bytes;
  }

  /// In pieces of any length, as they come from a network.
  private static List<String> read(EmbeddedChannel channel, byte[] wire, SplittableRandom random) {
    var read = new ArrayList<String>();
    for (int at = 0; at < wire.length; ) {
      int piece = Math.min(wire.length - at, random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 700);
      channel.writeInbound(Unpooled.copiedBuffer(wire, at, piece));
      at += piece;
      for (WebSocketFrame frame = channel.readInbound();
          frame != null;
          frame = channel.readInbound()) {
        read.add(
            frame.getClass().getSimpleName()
                + frame.isFinalFragment()
                + frame.content().toString(UTF_8));
        frame.release();
      }
    }
    channel.finishAndReleaseAll();
    return read;
  }
}
