package callflux.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import reactor.netty.http.client.HttpClient;

/// Looks at the address that is about to be connected to, after its name was resolved and before
/// anything is sent there: so that no answer of a name server leads where we may not go.
public final class AddressGuard extends ChannelOutboundHandlerAdapter {
  private static final String NAME = "callflux.addressGuard";

  private final Egress egress;
  private final boolean encrypted;

  private AddressGuard(Egress egress, boolean encrypted) {
    this.egress = egress;
    this.encrypted = encrypted;
  }

  /// A client that fails with [Forbidden] where it may not go.
  ///
  /// @param http one whose connections are all its own
  /// @param encrypted whether it speaks TLS
  public static HttpClient guard(HttpClient http, Egress egress, boolean encrypted) {
    return http.doOnChannelInit(
        (_, channel, _) -> channel.pipeline().addFirst(NAME, new AddressGuard(egress, encrypted)));
  }

  @Override
  public void connect(
      ChannelHandlerContext ctx,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise promise) {
    if (remote instanceof InetSocketAddress at
        && at.getAddress() != null
        && egress.allows(at.getAddress(), encrypted)) {
      var _ = ctx.connect(remote, local, promise);
    } else {
      promise.setFailure(new Forbidden());
    }
  }

  /// We may not go there.
  public static final class Forbidden extends IOException {
    private static final long serialVersionUID = 1L;

    private Forbidden() {
      super("this gateway may not go there");
    }

    /// Nobody reads its stack.
    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
