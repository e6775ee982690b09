package callflux.gateway.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import callflux.gateway.call.CallFailure.ModelLost;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void startTheClock() {
    channel.freezeTime();
    channel.pipeline().addLast(new Heartbeat(Duration.ofSeconds(5)));
  }

  @AfterEach
  void nothingIsLeftInThePipes() {
    channel.finishAndReleaseAll();
  }

  @Test
  void pingsGoOutAtEveryInterval() {
    after(5);
    assertThat(pings()).isEqualTo(1);
    hear(new PongWebSocketFrame());
    after(5);
    assertThat(pings()).isEqualTo(1);
  }

  @Test
  void aPeerSilentForTwoIntervalsIsLost() {
    after(5);
    after(4);
    channel.checkException();
    after(1);
    assertThatThrownBy(channel::checkException).isInstanceOf(ModelLost.class);
  }

  @Test
  void aPeerThatFellSilentBetweenPingsIsLostTwoIntervalsLater() {
    after(3);
    hear(new TextWebSocketFrame("{}"));
    after(2);
    after(5);
    after(2);
    channel.checkException();
    after(1);
    assertThatThrownBy(channel::checkException).isInstanceOf(ModelLost.class);
  }

  @Test
  void aPeerThatOnlyAnswersPingsIsAlive() {
    for (int i = 0; i < 20; i++) {
      after(5);
      assertThat(pings()).as("interval %d", i).isEqualTo(1);
      hear(new PongWebSocketFrame());
    }
    channel.checkException();
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void aPeerNobodyReadsIsNotBlamedForItsSilence() {
    channel.config().setAutoRead(false);
    for (int i = 0; i < 20; i++) {
      after(5);
    }
    channel.checkException();
  }

  @Test
  void aPeerThatTakesNothingForTwoIntervalsIsLostThoughItSpeaks() {
    var line = new ClosedLine();
    channel.pipeline().addFirst(line);
    for (int i = 0; i < 2; i++) {
      after(5);
      hear(new TextWebSocketFrame("{}"));
    }
    channel.checkException();
    assertThat(line.held).as("pings do not pile up").hasSize(1);
    after(5);
    assertThatThrownBy(channel::checkException).isInstanceOf(ModelLost.class);
  }

  @Test
  void aPingIsAnsweredWithItsOwnWords() {
    hear(new PingWebSocketFrame(Unpooled.copiedBuffer("here?", UTF_8)));
    PongWebSocketFrame pong = channel.readOutbound();
    assertThat(pong.content().toString(UTF_8)).isEqualTo("here?");
    pong.release();
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void aPeerThatDoesNotReadGetsNoMorePongs() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    var ping = new PingWebSocketFrame(Unpooled.copiedBuffer("here?", UTF_8));
    hear(ping);
    assertThat(channel.<Object>readOutbound()).isNull();
    assertThat(ping.refCnt()).isZero();
  }

  @Test
  void theTimerEndsWithTheConnection() {
    channel.close().syncUninterruptibly();
    assertThat(channel.hasPendingTasks()).isFalse();
  }

  private void after(long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  private void hear(Object frame) {
    channel.writeInbound(frame);
    for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
      ReferenceCountUtil.release(read);
    }
  }

  private int pings() {
    int pings = 0;
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      assertThat(out).isInstanceOf(PingWebSocketFrame.class);
      ReferenceCountUtil.release(out);
      pings++;
    }
    return pings;
  }

  /// Takes whatever is written and never gets rid of it.
  private static final class ClosedLine extends ChannelOutboundHandlerAdapter {
    final List<Object> held = new ArrayList<>();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      held.add(message);
    }
  }
}
