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

  private LoadModel(Profile profile, InetSocketAddress address) throws InterruptedException {
    this.profile = profile;
    this.loop = Loop.start("model");
    this.realtime = listen(address, true);
    this.relayed = listen(new InetSocketAddress(address.getAddress(), 0), false);
  }

  /// Listens.
  ///
  /// @param address of the Realtime server; port 0 is any that is free
  public static LoadModel start(Profile profile, InetSocketAddress address)
      throws InterruptedException {
    return new LoadModel(profile, address);
  }

  private Channel listen(InetSocketAddress address, boolean model) throws InterruptedException {
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
        .bind(address)
        .sync()
        .channel();
  }

  private ModelSession session(boolean model) {
    Tongue tongue = model ? realtime() : new TwilioTongue(out);
    ModelBrain brain =
        profile == Profile.ECHO
            ? new EchoBrain(tongue)
            : new TalkBrain(tongue, figures, seeds.split());
    return new ModelSession(read, tongue, brain, figures);
  }

  private Tongue realtime() {
    var plain = new RealtimeTongue(out);
    return profile == Profile.WORDS ? new WordsTongue(plain, out) : plain;
  }

  /// Of the Realtime server.
  public int port() {
    return ((InetSocketAddress) realtime.localAddress()).getPort();
  }

  /// Where a relay's far end is.
  public int relayedPort() {
    return ((InetSocketAddress) relayed.localAddress()).getPort();
  }

  /// What it has seen since it was last asked; to be asked when all calls are over.
  public Figures.Parcel figures() {
    return loop.ask(() -> {
      var parcel = figures.pack();
      figures.clear();
      return parcel;
    });
  }

  @Override
  public void close() {
    loop.close();
  }
}
