package callflux.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpVersion;

/// Answers refused requests when it is their turn, and catches what Reactor Netty would leak.
final class RefusalAnswer extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case RefusedRequest refused -> answer(ctx, refused.refusal());
      case ByteBuf early -> {
        // Bytes on the heels of a request for a WebSocket, which did not wait for the 101. Behind
        // this point nobody would release them: 2 KiB of direct memory for every connection.
        early.release();
        var _ = ctx.close();
      }
      default -> ctx.fireChannelRead(message);
    }
  }

  private static void answer(ChannelHandlerContext ctx, Refusal refusal) {
    var response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal.status(), Unpooled.EMPTY_BUFFER);
    refusal.headers().forEach(response.headers()::set);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    var _ = ctx.writeAndFlush(response);
  }
}
