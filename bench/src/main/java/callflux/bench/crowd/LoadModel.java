package callflux.bench.crowd;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;

/// A Realtime server for a load: no session is checked, no audio decoded, and none is ever slow.
/// Besides, one that speaks to Twilio's end itself, for whoever only relays.
public final class LoadModel implements AutoCloseable {
  private static final int BACKLOG = 4_096;

  private final Loop loop;
  private final Figures figures = new Figures();
  private final Text read = new Text();
  private final Text out = new Text();
  private final SplittableRandom seeds = new SplittableRandom(20_261_122);
  private final Profile profile;
  private final Channel realtime;
  private final Channel relayed;

  private LoadModel(Profile profile, int port) throws InterruptedException {
    this.profile = profile;
    this.loop = Loop.start("model");
    this.realtime = listen(port, true);
    this.relayed = listen(0, false);
  }

  /// Listens on loopback.
  ///
  /// @param port of the Realtime server; 0 is any that is free
  public static LoadModel start(Profile profile, int port) throws InterruptedException {
    return new LoadModel(profile, port);
  }

  private Channel listen(int port, boolean model) throws InterruptedException {
    return new ServerBootstrap()
        .group(loop.group())
        .channel(loop.serverType())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(session(model));
              }
            })
        .bind("127.0.0.1", port)
        .sync()
        .channel();
  }

  private ModelSession session(boolean model) {
    Tongue tongue = model ? new RealtimeTongue(out) : new TwilioTongue(out);
    ModelBrain brain =
        profile == Profile.ECHO
            ? new EchoBrain(tongue)
            : new TalkBrain(tongue, figures, seeds.split());
    return new ModelSession(read, tongue, brain, figures);
  }

  /// Of the Realtime server.
  public int port() {
    return ((InetSocketAddress) realtime.localAddress()).getPort();
  }

  /// Where a relay's far end is.
  public int relayedPort() {
    return ((InetSocketAddress) relayed.localAddress()).getPort();
  }

  /// What it saw, once all calls are over.
  public Figures.Parcel figures() {
    return loop.ask(figures::pack);
  }

  @Override
  public void close() {
    loop.close();
  }
}
