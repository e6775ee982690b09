package callflux.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.Dialect;
import callflux.codec.realtime.RealtimeCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On a clock of its own: how a socket is closed.
class GoodbyeTest {
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new EventHandler(
              new RealtimeCodec(Dialect.GA, AudioFormat.PCMU),
              Rig.agent(),
              new UpstreamMeters(new SimpleMeterRegistry())));

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
  }

  @AfterEach
  void nothingIsLeftInThePipes() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aFarEndThatDoesNotAnswerIsCutOffWithinASecond() {
    sayGoodbye();
    after(899);
    assertThat(channel.isOpen()).isTrue();
    after(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aFarEndThatDoesNotEvenReadIsCutOffToo() {
    channel.pipeline().addFirst(new ClosedLine());
    sayGoodbye();
    after(900);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void theAnswerClosesTheSocket() {
    sayGoodbye();
    channel.writeInbound(new CloseWebSocketFrame(1000, ""));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void nothingFollowsTheGoodbye() {
    sayGoodbye();
    var late = channel.writeAndFlush(new ClientEvent.InputAudioCommit());
    sayGoodbye();
    channel.runPendingTasks();
    assertThat(late.isSuccess()).isFalse();
    assertThat(channel.outboundMessages()).hasSize(1);
  }

  private void sayGoodbye() {
    var _ = channel.writeAndFlush(new CloseWebSocketFrame(1000, "over"));
  }

  private void after(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  /// Takes what is written and never gets rid of it.
  private static final class ClosedLine extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
    }
  }
}
