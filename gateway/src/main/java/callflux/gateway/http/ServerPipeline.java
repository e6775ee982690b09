package callflux.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/// Makes a server strict: HTTP/1.1 and nothing else, with limits on all that a stranger can send.
///
/// Never `requestTimeout` or `readTimeout`: Reactor Netty leaves them on a WebSocket, which they
/// cut. `idleTimeout` ends with the first byte of a request, so that slow bodies are for
/// [FormBody].
public final class ServerPipeline {
  /// From so many unsent bytes on a socket counts as unwritable, which ends it in time. Less than
  /// the 128 messages that Reactor Netty leaves unsent before it waits, or a far end that has
  /// stopped reading would never be noticed.
  private static final WriteBufferWaterMark STALLED = new WriteBufferWaterMark(4 << 10, 8 << 10);

  /// A client that is refused may take so long to notice.
  private static final Duration LINGERING = Duration.ofSeconds(1);

  private static final String LINGER = "lingeringClose";
  private static final String CHECK = "requestCheck";
  private static final String REFUSALS = "refusals";

  private ServerPipeline() {}

  /// Adds the limits and guards of a gateway in service.
  public static HttpServer strict(HttpServer server) {
    return strict(server, Limits.Http.production(), Metrics.globalRegistry);
  }

  /// Adds limits and guards.
  ///
  /// @param meters counts what is refused before any route sees it, as `callflux.http.refused`
  public static HttpServer strict(HttpServer server, Limits.Http limits, MeterRegistry meters) {
    var refused = new RefusalLog(meters);
    return server
        .protocol(HttpProtocol.HTTP11)
        .accessLog(false)
        .compress(false)
        .noForwarded()
        .httpRequestDecoder(decoder ->
            decoder.maxInitialLineLength(limits.lineBytes()).maxHeaderSize(limits.headerBytes()))
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, STALLED)
        .idleTimeout(limits.idle())
        .maxKeepAliveRequests(limits.requests())
        .doOnChannelInit((_, channel, _) -> guard(channel, refused));
  }

  // The check comes ahead of Reactor Netty, which would log each bad request at length; the answer
  // is given behind it, so that pipelined requests are answered in their order.
  private static void guard(Channel channel, RefusalLog refused) {
    channel
        .pipeline()
        .addFirst(LINGER, new LingeringClose(LINGERING))
        .addAfter(NettyPipeline.HttpCodec, CHECK, new RequestCheck(refused))
        .addBefore(NettyPipeline.ReactiveBridge, REFUSALS, new RefusalAnswer());
  }

  /// Takes away what is of no use to a WebSocket.
  static void leaveHttp(ChannelPipeline pipeline) {
    if (pipeline.get(CHECK) != null) {
      pipeline.remove(CHECK);
      pipeline.remove(REFUSALS);
      pipeline.remove(LINGER);
    }
  }
}
