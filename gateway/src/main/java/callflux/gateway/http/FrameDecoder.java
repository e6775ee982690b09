package callflux.gateway.http;

import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/// Decodes frames as a server wants them: no extensions, masked frames only, and complaints left to
/// [MessageGuard].
final class FrameDecoder extends QuickFrameDecoder {

  /// @param maxBytes of a frame's payload, so that a message in one frame needs no other check
  FrameDecoder(int maxBytes) {
    super(
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .closeOnProtocolViolation(false)
            .maxFramePayloadLength(maxBytes)
            .build());
  }
}
