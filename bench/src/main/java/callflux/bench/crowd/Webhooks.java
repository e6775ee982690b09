package callflux.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.bench.load.CallIdentity;
import callflux.bench.load.Line;
import callflux.bench.load.Webhook;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;

/// Posts Twilio's signed webhook, each on a connection of its own.
final class Webhooks {
  private static final int LONGEST_TWIML = 64 << 10;

  private final Bootstrap bootstrap;
  private final Line line;

  Webhooks(Bootstrap bootstrap, Line line) {
    this.bootstrap = bootstrap;
    this.line = line;
  }

  /// Who asked. Told exactly once, by one of these.
  interface Answer {
    void twiml(String document);

    void refused(String why);
  }

  void post(CallIdentity identity, Answer answer) {
    URI to = line.webhook();
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(LONGEST_TWIML))
                    .addLast(new Exchange(request(to, identity), answer));
              }
            })
        .connect(to.getHost(), to.getPort())
        .addListener(connected -> {
          if (!connected.isSuccess()) {
            answer.refused("webhook not reached");
          }
        });
  }

  private DefaultFullHttpRequest request(URI to, CallIdentity identity) {
    var webhook = Webhook.of(line, identity);
    var body = Unpooled.copiedBuffer(webhook.form(), US_ASCII);
    var request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, to.getRawPath(), body);
    request
        .headers()
        .set(HttpHeaderNames.HOST, to.getRawAuthority())
        .set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.USER_AGENT, "TwilioProxy/1.1")
        .set("X-Twilio-Signature", webhook.signature());
    return request;
  }

  private static final class Exchange extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final DefaultFullHttpRequest request;
    private final Answer answer;
    private boolean told;

    Exchange(DefaultFullHttpRequest request, Answer answer) {
      this.request = request;
      this.answer = answer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var _ = context.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      told = true;
      if (response.status().code() == 200) {
        answer.twiml(response.content().toString(UTF_8));
      } else {
        answer.refused("webhook answered " + response.status().code());
      }
      var _ = context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!told) {
        told = true;
        answer.refused("webhook not answered");
      }
    }
  }
}
