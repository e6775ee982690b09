package callflux.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.bench.crowd.Figures.Leg;
import callflux.bench.load.CallIdentity;
import callflux.bench.load.Invitation;
import callflux.bench.load.Line;
import callflux.bench.load.StreamViolation;
import callflux.bench.load.WebhookSignature;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Places calls: the webhook, then the stream that it asks for, from an address of 127.0.0.0/8 that
/// few others call from, so that ports never run out.
final class Dialing {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ADDRESSES = 64;

  private final CrowdPlan plan;
  private final Bootstrap bootstrap;
  private final Webhooks webhooks;
  private final CallerSocket.Context context;
  private final Text read = new Text();
  private final Text out = new Text();
  private final Map<Integer, Map<String, String>> parameters = new HashMap<>();
  private int calls;

  Dialing(Loop loop, CrowdPlan plan, CallerSocket.Context context) {
    this.plan = plan;
    this.context = context;
    this.bootstrap =
        new Bootstrap()
            .group(loop.group())
            .channel(loop.socketType())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    this.webhooks = new Webhooks(bootstrap, plan.line());
  }

  /// Places one more.
  void call() {
    var identity = CallIdentity.of(plan.line().accountSid());
    int call = calls++;
    var caller = new CallerSocket(identity, call, read, out, context);
    if (plan.relayed() > 0) {
      open(caller, URI.create("ws://127.0.0.1:" + plan.relayed() + "/"), "");
      return;
    }
    long rung = System.nanoTime();
    context.figures().moment("rung", call, rung);
    webhooks.post(
        identity,
        new Webhooks.Answer() {
          @Override
          public void twiml(String document) {
            context.figures().time(Leg.WEBHOOK, System.nanoTime() - rung);
            invited(caller, document);
          }

          @Override
          public void refused(String why) {
            caller.lost(why);
          }
        });
  }

  /// What a call's stream is started with; forgotten when asked.
  Map<String, String> parameters(CallerSocket caller) {
    Map<String, String> given = parameters.remove(caller.call());
    return given == null ? Map.of() : given;
  }

  private void invited(CallerSocket caller, String document) {
    Line line = plan.line();
    try {
      var invitation = Invitation.read(document);
      parameters.put(caller.call(), invitation.parameters());
      String signature = WebhookSignature.sign(line.authToken(), invitation.url(), Map.of());
      open(caller, line.socket(invitation.url()), signature);
    } catch (StreamViolation e) {
      caller.lost("no stream offered");
    }
  }

  /// Only a gateway on this host can be called from any address of it.
  private @Nullable InetSocketAddress from(int call) {
    boolean near = plan.relayed() > 0 || Line.isLoopback(plan.line().gateway());
    return near ? new InetSocketAddress("127.0.1." + (1 + call % ADDRESSES), 0) : null;
  }

  private void open(CallerSocket caller, URI to, String signature) {
    String request =
        "GET "
            + to.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + to.getRawAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: Y2FsbGZsdXggY2FsbGluZw==\r\n"
            + (signature.isEmpty() ? "" : "X-Twilio-Signature: " + signature + "\r\n")
            + "\r\n";
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(caller);
              }
            })
        .connect(
            InetSocketAddress.createUnresolved(to.getHost(), to.getPort()), from(caller.call()))
        .addListener(connected -> {
          if (connected.isSuccess()) {
            var channel = caller.channel();
            var _ = channel.writeAndFlush(Unpooled.copiedBuffer(request, US_ASCII));
          } else {
            caller.lost("stream not reached");
          }
        });
  }
}
