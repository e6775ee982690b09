package callflux.gateway.realtime;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;

/// Passes on an answer to the handshake without its body: a refusal may come with a web page, and
/// one too long to be gathered would hide the status.
///
/// Leaves the pipeline when the upgrade is taken.
final class BriefAnswer extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case HttpResponse response when isUpgrade(response) -> {
        ctx.pipeline().remove(this);
        ctx.fireChannelRead(response);
      }
      case HttpResponse response ->
          ctx.fireChannelRead(
              new DefaultFullHttpResponse(
                  response.protocolVersion(),
                  response.status(),
                  Unpooled.EMPTY_BUFFER,
                  response.headers(),
                  EmptyHttpHeaders.INSTANCE));
      case HttpContent body -> body.release();
      default -> ctx.fireChannelRead(message);
    }
  }

  /// What can't be parsed is left to those behind to complain of.
  private static boolean isUpgrade(HttpResponse response) {
    return response.decoderResult().isFailure()
        || HttpResponseStatus.SWITCHING_PROTOCOLS.equals(response.status());
  }
}
