package callflux.codec.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.codec.json.JsonReader;
import callflux.codec.json.JsonText;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import tools.jackson.core.StreamReadConstraints;

/// Reads and writes Media Streams messages.
public final class MediaStreamCodec {
  /// Far above what Twilio sends and far below what hurts: its largest honest message is a start
  /// with all its parameters.
  static final JsonReader READER =
      new JsonReader(
          StreamReadConstraints.builder()
              .maxDocumentLength(64 * 1024)
              .maxStringLength(48 * 1024)
              .maxNameLength(64)
              .maxNumberLength(32)
              .maxNestingDepth(16)
              .maxTokenCount(2_000)
              .build());

  private MediaStreamCodec() {}

  /// Reads one text message, which stays the caller's to release and is left at its reader index.
  ///
  /// @throws callflux.codec.json.MalformedMessage if it is not one, lacks what its event needs, or
  ///   is beyond a limit
  public static Inbound decode(ByteBuf text) {
    var media = MediaCodec.decode(text);
    return media == null ? InboundReader.read(READER.read(text)) : media;
  }

  /// Writes one message of the given stream. The buffer is given away: whoever gets it releases it.
  public static ByteBuf encode(Outbound message, String streamSid, ByteBufAllocator allocator) {
    return switch (message) {
      case Outbound.Media(var frame) -> MediaCodec.encode(frame, streamSid, allocator);
      case Outbound.Mark(var name) -> mark(name, streamSid, allocator.buffer());
      case Outbound.Clear() -> begin("clear", streamSid, allocator.buffer()).writeByte('}');
    };
  }

  private static ByteBuf mark(String name, String streamSid, ByteBuf out) {
    begin("mark", streamSid, out).writeCharSequence(",\"mark\":{\"name\":", US_ASCII);
    JsonText.writeString(name, out);
    return out.writeByte('}').writeByte('}');
  }

  private static ByteBuf begin(String event, String streamSid, ByteBuf out) {
    out.writeCharSequence("{\"event\":\"" + event + "\",\"streamSid\":", US_ASCII);
    JsonText.writeString(streamSid, out);
    return out;
  }
}
