package callflux.gateway.realtime;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import reactor.netty.NettyPipeline;

/// Holds a server to RFC 6455: its frames, its UTF-8, and a length that a message may have.
final class StrictFrames {
  /// Bytes in a frame, or in a message of several: minutes of speech in one delta.
  static final int MAX_MESSAGE = 16 << 20;

  private StrictFrames() {}

  /// Makes a pipeline strict that was upgraded just now, and puts messages together. Reactor
  /// Netty's own decoder lets reserved bits and masked frames pass, and stands before the encoder,
  /// where the close frames that it answers offences with are lost.
  static void in(ChannelPipeline pipeline) {
    pipeline.remove(WebSocket13FrameDecoder.class);
    pipeline
        .addBefore(NettyPipeline.ReactiveBridge, "callflux.frames", decoder())
        .addBefore(NettyPipeline.ReactiveBridge, "callflux.utf8", new Utf8FrameValidator())
        .addBefore(
            NettyPipeline.ReactiveBridge,
            "callflux.messages",
            new WebSocketFrameAggregator(MAX_MESSAGE));
  }

  private static WebSocket13FrameDecoder decoder() {
    return new WebSocket13FrameDecoder(
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(false)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .maxFramePayloadLength(MAX_MESSAGE)
            .build());
  }
}
