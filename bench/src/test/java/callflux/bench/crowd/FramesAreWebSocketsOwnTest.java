package callflux.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against Netty's own codec, both ways.
class FramesAreWebSocketsOwnTest {
  private static final int MASK = 0x7A31_05FF;

  @ParameterizedTest
  @CsvSource({"0,0", "5,0", "125,1", "126,0", "126,1", "65535,1", "65536,0", "65536,1", "200001,1"})
  void nettyReadsWhatIsWritten(int length, int masked) {
    String text = text(length);
    ByteBuf frame =
        new Text()
            .clear()
            .add(Text.ascii(text))
            .frame(UnpooledByteBufAllocator.DEFAULT, masked == 1 ? MASK : 0);
    var channel = new EmbeddedChannel(decoder(masked == 1));

    channel.writeInbound(frame);

    TextWebSocketFrame read = channel.readInbound();
    assertThat(read.text()).isEqualTo(text);
    assertThat(read.isFinalFragment()).isTrue();
    read.release();
    assertThat(channel.<Object>readInbound()).isNull();
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000, 1_000_000})
  void readsWhatNettyWritesHoweverItIsCut(int piece) {
    for (boolean client : new boolean[] {true, false}) {
      var end = new End(client);
      var channel = new EmbeddedChannel(end);
      int longest = piece < 100 ? 500 : 70_000; // byte by byte takes its time
      var texts = List.of(text(0), text(3), text(125), text(126), text(longest));
      var bytes = Unpooled.buffer().writeBytes("far end\r\n\r\n".getBytes(US_ASCII));
      texts.forEach(text -> bytes.writeBytes(encoded(new TextWebSocketFrame(text), !client)));

      while (bytes.isReadable()) {
        channel.writeInbound(bytes.readBytes(Math.min(piece, bytes.readableBytes())));
      }

      assertThat(end.shaken).isEqualTo("far end");
      assertThat(end.heard).isEqualTo(texts);
      bytes.release();
      channel.finishAndReleaseAll();
    }
  }

  @Test
  void answersAPingWithItsOwnWords() {
    var channel = opened(new End(true));

    channel.writeInbound(
        encoded(new PingWebSocketFrame(Unpooled.copiedBuffer("hi", US_ASCII)), false));

    var answer = decoded(channel, true);
    assertThat(answer).isInstanceOf(PongWebSocketFrame.class);
    assertThat(answer.content().toString(US_ASCII)).isEqualTo("hi");
    answer.release();
    channel.finishAndReleaseAll();
  }

  @Test
  void answersACloseAndCloses() {
    var end = new End(true);
    var channel = opened(end);

    channel.writeInbound(encoded(new CloseWebSocketFrame(1001, "bye"), false));

    var answer = decoded(channel, true);
    assertThat(((CloseWebSocketFrame) answer).statusCode()).isEqualTo(1001);
    answer.release();
    assertThat(channel.isOpen()).isFalse();
    assertThat(end.lost).contains("closed");
    channel.finishAndReleaseAll();
  }

  @Test
  void aFarEndThatRefusesIsLostByItsFirstLine() {
    var end = new End(true);
    var channel = new EmbeddedChannel(end);
    end.refuses = true;

    channel.writeInbound(Unpooled.copiedBuffer("HTTP/1.1 403 Forbidden\r\nA: b\r\n\r\n", US_ASCII));

    assertThat(end.lost).first().isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(channel.isOpen()).isFalse();
    channel.finishAndReleaseAll();
  }

  private static String text(int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + i % 23));
    }
    return text.toString();
  }

  private static WebSocket13FrameDecoder decoder(boolean masked) {
    return new WebSocket13FrameDecoder(
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(masked)
            .maxFramePayloadLength(Text.MOST)
            .build());
  }

  private static EmbeddedChannel opened(End end) {
    var channel = new EmbeddedChannel(end);
    channel.writeInbound(Unpooled.copiedBuffer("far end\r\n\r\n", US_ASCII));
    return channel;
  }

  private static ByteBuf encoded(WebSocketFrame frame, boolean masked) {
    var channel = new EmbeddedChannel(new WebSocket13FrameEncoder(masked));
    channel.writeOutbound(frame);
    var all = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    channel.finishAndReleaseAll();
    return all;
  }

  private static WebSocketFrame decoded(EmbeddedChannel from, boolean masked) {
    var channel = new EmbeddedChannel(decoder(masked));
    channel.writeInbound(from.<ByteBuf>readOutbound());
    WebSocketFrame frame = channel.readInbound();
    assertThat(frame).isNotNull();
    channel.finishAndReleaseAll();
    return frame;
  }

  /// One end, and what comes of it.
  private static final class End extends Socket {
    private final List<String> heard = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private String shaken = "";
    private boolean refuses;

    End(boolean client) {
      super(client, new Text());
    }

    @Override
    boolean shake(Channel channel, String head) {
      shaken = head;
      return !refuses;
    }

    @Override
    void heard(Text message, long now) {
      heard.add(message.toString());
    }

    @Override
    void lost(String why) {
      lost.add(why);
    }
  }
}
